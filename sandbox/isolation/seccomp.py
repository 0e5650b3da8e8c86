"""Which system calls a program may not make, as a seccomp filter in the kernel's own byte code (classic BPF).

Everything else is allowed: the filter takes away what only attacks on the kernel or on other processes need. It needs no
system library. Numbers are from the kernel's tables: arch/x86/entry/syscalls/syscall_64.tbl, include/uapi/asm-generic/unistd.h.
"""

from __future__ import annotations

import errno
import platform
import struct
from dataclasses import dataclass, field

__all__ = ["DENIED", "Program", "filter_program"]

# name → (x86_64, aarch64); None where the architecture does not have it
DENIED: dict[str, tuple[int | None, int | None]] = {
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "pidfd_getfd": (438, 438), "process_madvise": (440, 440),
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51), "open_tree": (428, 428),
    "move_mount": (429, 429), "fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433),
    "mount_setattr": (442, 442), "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265),
    "unshare": (272, 97), "setns": (308, 268),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282), "fanotify_init": (300, 262),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "reboot": (169, 142), "acct": (163, 89), "syslog": (103, 116),
    "swapon": (167, 224), "swapoff": (168, 225), "quotactl": (179, 60), "quotactl_fd": (443, 443), "vhangup": (153, 58),
    "settimeofday": (164, 170), "clock_settime": (227, 112), "adjtimex": (159, 171), "clock_adjtime": (305, 266),
    "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106),
    "sethostname": (170, 161), "setdomainname": (171, 162), "iopl": (172, None), "ioperm": (173, None),
    "modify_ldt": (154, None), "lookup_dcookie": (212, 18), "memfd_secret": (447, 447),
}  # fmt: skip

_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_COLUMN = {"x86_64": 0, "aarch64": 1}
_SHARED = {
    "shmget": (29, 194), "shmat": (30, 196), "shmctl": (31, 195), "semget": (64, 190), "semop": (65, 193), "semctl": (66, 191),
    "semtimedop": (220, 192), "msgget": (68, 186), "msgsnd": (69, 189), "msgrcv": (70, 188), "msgctl": (71, 187),
    "mq_open": (240, 180), "mq_unlink": (241, 181),
}  # fmt: skip
_CLONE = (56, 220)
_CLONE3 = (435, 435)
_SOCKET = (41, 198)
_IOCTL = (16, 29)
_FAMILIES = {"AF_UNIX": 1, "AF_INET": 2, "AF_INET6": 10, "AF_NETLINK": 16}  # not vsock: no network namespace confines it
_X32_BIT = 0x40000000
_NAMESPACES = 0x7E020000  # CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C

_LOAD, _JEQ, _JGE, _JSET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _ARCH, _ARGS = 0, 4, 16  # offsets in struct seccomp_data


@dataclass(slots=True)
class Program:
    """BPF instructions; a jump's distances count the instructions that are skipped."""

    code: list[tuple[int, int, int, int]] = field(default_factory=list)

    def load(self, offset: int) -> None:
        self.code.append((_LOAD, 0, 0, offset))

    def answer(self, value: int) -> None:
        self.code.append((_RETURN, 0, 0, value))

    def answer_if(self, test: int, operand: int, value: int) -> None:
        """Returns `value` where the accumulator passes the test, goes on otherwise."""
        self.code.append((test, 0, 1, operand))
        self.answer(value)

    def for_call(self, number: int, body: Program) -> None:
        """Runs `body`, which ends with an answer, where the call has this number; the accumulator holds the number."""
        self.code.append((_JEQ, 0, len(body.code), number))
        self.code += body.code

    def encoded(self) -> bytes:
        return b"".join(struct.pack("<HBBI", *instruction) for instruction in self.code)


def filter_program(*, namespaces: bool = True, machine: str | None = None) -> bytes | None:
    """The filter's bytes, or None for an architecture without a table here.

    Denied calls fail with EPERM; clone3 with ENOSYS, as its flags cannot be read by a filter and libraries then use clone.
    Calls of another architecture (32 bit, x32) end the process.

    namespaces  True: socket() makes the families in _FAMILIES, which a network namespace confines. False, where the program
                shares the host's: it makes none, which leaves socketpair(), and System V and POSIX queues are denied
    """
    machine = machine or platform.machine()
    if machine not in _AUDIT_ARCH:
        return None
    column = _COLUMN[machine]
    denied = _ERRNO | errno.EPERM
    program = Program()
    program.load(_ARCH)
    program.code.append((_JEQ, 1, 0, _AUDIT_ARCH[machine]))
    program.answer(_KILL)
    program.load(_NUMBER)
    if machine == "x86_64":
        program.answer_if(_JGE, _X32_BIT, _KILL)
    for numbers in DENIED.values():
        number = numbers[column]
        if number is not None:
            program.answer_if(_JEQ, number, denied)
    for shared in () if namespaces else _SHARED.values():
        program.answer_if(_JEQ, shared[column], denied)
    program.answer_if(_JEQ, _CLONE3[column], _ERRNO | errno.ENOSYS)
    socket = Program()
    if namespaces:
        socket.load(_ARGS)
        for family in _FAMILIES.values():
            socket.answer_if(_JEQ, family, _ALLOW)
    socket.answer(denied)
    program.for_call(_SOCKET[column], socket)
    clone = Program()
    clone.load(_ARGS)
    clone.answer_if(_JSET, _NAMESPACES, denied)
    clone.answer(_ALLOW)
    program.for_call(_CLONE[column], clone)
    ioctl = Program()
    ioctl.load(_ARGS + 8)
    for request in (_TIOCSTI, _TIOCLINUX):
        ioctl.answer_if(_JEQ, request, denied)
    ioctl.answer(_ALLOW)
    program.for_call(_IOCTL[column], ioctl)
    program.answer(_ALLOW)
    return program.encoded()
