"""What a role may see, and in which words. Screens, reports and the classroom arrange it; none computes."""
