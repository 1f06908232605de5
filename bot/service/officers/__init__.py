"""Who looks after an agency: offices, invitations, the trail, and the operator's care."""
