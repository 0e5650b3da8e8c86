"""The filter, carried out here as the kernel does it: no process is needed to see what a call gets."""

from __future__ import annotations

import errno
import struct

import pytest

from sandbox.isolation.seccomp import DENIED, filter_program

ALLOW, KILL, EPERM, ENOSYS = 0x7FFF0000, 0x80000000, 0x50000 | errno.EPERM, 0x50000 | errno.ENOSYS
ARCHITECTURES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
CLONE, CLONE3, SOCKET, IOCTL, SHMGET = (56, 220), (435, 435), (41, 198), (16, 29), (29, 194)
READ, EXECVE = (0, 63), (59, 221)


def answer(program: bytes, arch: int, number: int, *args: int) -> int:
    """Runs classic BPF over struct seccomp_data. Every jump must land inside the program."""
    data = struct.pack("<IIQ6Q", number, arch, 0, *args, *[0] * (6 - len(args)))
    code = [struct.unpack_from("<HBBI", program, at) for at in range(0, len(program), 8)]
    at = accumulator = 0
    while True:
        operation, yes, no, operand = code[at]
        at += 1
        if operation == 0x20:
            (accumulator,) = struct.unpack_from("<I", data, operand)
        elif operation == 0x06:
            return operand
        else:
            passed = {0x15: accumulator == operand, 0x35: accumulator >= operand, 0x45: bool(accumulator & operand)}[operation]
            at += yes if passed else no


@pytest.fixture(params=sorted(ARCHITECTURES))
def call(request: pytest.FixtureRequest) -> object:
    arch, column = ARCHITECTURES[request.param]

    def made(numbers: tuple[int | None, ...], *args: int, namespaces: bool = True) -> int:
        program = filter_program(namespaces=namespaces, machine=request.param)
        number = numbers[column]
        assert program is not None and number is not None
        return answer(program, arch, number, *args)

    return made


def test_ordinary_calls_are_allowed(call) -> None:
    assert call(READ) == call(EXECVE) == call(CLONE, 0x3D0F00) == call(IOCTL, 0, 0x5401) == ALLOW


@pytest.mark.parametrize("machine", sorted(ARCHITECTURES))
def test_every_denied_call_fails_with_eperm(machine: str) -> None:
    arch, column = ARCHITECTURES[machine]
    program = filter_program(machine=machine)
    assert program is not None
    for name, numbers in DENIED.items():
        if (number := numbers[column]) is not None:
            assert answer(program, arch, number) == EPERM, name


@pytest.mark.parametrize("flag", [0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000])
def test_clone_makes_no_namespace(call, flag: int) -> None:
    assert call(CLONE, flag | 17) == EPERM
    assert call(CLONE3) == ENOSYS


def test_sockets_are_those_that_a_network_namespace_confines(call) -> None:
    assert [call(SOCKET, family) for family in (1, 2, 10, 16)] == [ALLOW] * 4
    assert [call(SOCKET, family) for family in (17, 38, 40)] == [EPERM] * 3  # packet, kernel cryptography, hypervisor


def test_without_namespaces_there_are_no_sockets_and_no_memory_shared_by_number(call) -> None:
    assert [call(SOCKET, family, namespaces=False) for family in (1, 2, 10, 16)] == [EPERM] * 4
    assert (call(SHMGET, namespaces=False), call(SHMGET)) == (EPERM, ALLOW)


def test_typing_into_a_terminal_is_denied(call) -> None:
    assert call(IOCTL, 0, 0x5412) == call(IOCTL, 0, 0x541C) == EPERM


def test_other_architectures_end_the_process() -> None:
    program = filter_program(machine="x86_64")
    assert program is not None
    assert answer(program, 0x40000003, 20) == KILL  # 32 bit
    assert answer(program, 0xC000003E, 0x40000000 | 39) == KILL  # x32


def test_architecture_without_a_table_has_no_filter() -> None:
    assert filter_program(machine="riscv64") is None
