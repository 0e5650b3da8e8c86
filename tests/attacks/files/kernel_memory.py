from attack import held, unreadable

unreadable("/proc/kcore", "/dev/mem", "/dev/kmem", "/dev/port", "/dev/kmsg", "/proc/kmsg", "/dev/sda", "/dev/vda", "/dev/nvme0n1")
held()
