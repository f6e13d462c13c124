"""Who and what an office has: each subject is a fold of its own stream and of nothing else."""
