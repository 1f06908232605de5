"""Practice, exams and follow-ups: questions are asked, answered, explained and looked at again."""
