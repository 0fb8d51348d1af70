"""What the job does: a tick and its steps, documents, mail, the loop, schedules, setting up, the doctor."""
