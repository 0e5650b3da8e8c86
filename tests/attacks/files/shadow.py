from attack import held, unreadable

unreadable("/etc/shadow", "/etc/gshadow", "/etc/sudoers", "/etc/ssl/private")
held()
