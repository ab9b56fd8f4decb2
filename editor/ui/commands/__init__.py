"""Commands at work: each module binds one menu's commands to the open project's desk."""
