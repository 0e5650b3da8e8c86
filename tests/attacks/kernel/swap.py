from attack import held, refused

refused("swapon", b"/none", 0)
refused("swapoff", b"/none")
refused("acct", b"/none")
refused("quotactl", 0, 0, 0, 0)
held()
