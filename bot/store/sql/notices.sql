-- notice_put: remembers what is to be told, once for each person, kind and subject
INSERT INTO notices (person, id, kind, subject, agency, body, due_at, state)
VALUES (:person, :id, :kind, :subject, :agency, :body, :due_at, 'waiting')
ON CONFLICT DO NOTHING
RETURNING id;
