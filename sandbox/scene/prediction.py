"""What pymunk's solver makes of each contact: a second arithmetic beside the formulas of contacts.py.

A contact is set up as pymunk knows it: a kinematic body that turns at the measured φ' about the polygon's centre carries the
wall, a ball of mass 1 touches it with the velocity it came with, and one step of a Space without gravity gives the velocity
it leaves with. Screen pixels and seconds, y down; pymunk knows no handedness, so that a positive turn is clockwise as seen.
What its solver does for a circle at a wall that nothing can slow down, with e the product of the elasticities, μ that of the
frictions, m and I the ball's mass and moment of inertia, n the outward normal, s the slip of the wall along the ball:

    normal      v_n - w_n becomes -e times itself; the impulse is J = m (1 + e) (v_n - w_n)
    tangential  the impulse that ends the slip, m s / (1 + m r²/I), but at most μ J (Coulomb)

The numbers that a recording does not tell, the `Law`, are fitted on one half of the contacts and used to predict the other.
Programs have their own laws. Three things cover most: a share of the slip that is taken up (the moment of inertia does that
to a ball that does not spin), a spin that is not seen but follows from the pushes so far, and a least speed to which weak
bounces are topped up. What else they do (a speed that is kept constant, a random kick) is missed and must not count much.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from sandbox.scene.contacts import Contact

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Law", "Prediction", "collide", "predict"]

MIN_CONTACTS = 12  # clean ones; half of them must tell the law
MAX_CONTACTS = 400  # of a long run, the first
STEP_S = 1e-6
OVERLAP_SHARE = 1e-3  # of the radius: pymunk sees a contact only where shapes overlap
APART_RADII = 12.0  # between two contacts in one Space
GRIPS = (*(k / 50 for k in range(51)), 1 / 3, 2 / 7)  # 1/3 is a disc's that rolls, 2/7 a sphere's
FRICTIONS = (0.02, 0.04, 0.06, 0.08, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.85, 1.0, 1.5, 2.0, 1e6)
CANDIDATES = 40  # restitutions and least speeds that are tried
SPIN_GAIN = 0.8  # a spin is believed where it brings the misses below this share
AGREE_SHARE, AGREE_PX_S, AGREE_ERRORS = 0.15, 8.0, 4.0  # of the jump, or so much, or so many standard errors


@dataclass(frozen=True, slots=True)
class Law:
    """What a bounce does, besides geometry.

    restitution  relative normal speed after over before
    least_px_s   least relative normal speed after a bounce; 0 where weak ones are not topped up
    grip         0…1, share of the slip that is taken up where friction suffices: 1 / (1 + m r²/I)
    friction     Coulomb's μ
    spins        whether the ball keeps the spin that friction gave it; without, each bounce starts with none
    """

    restitution: float
    least_px_s: float
    grip: float
    friction: float
    spins: bool

    def elasticity(self, contact: Contact) -> float:
        """That which turns this contact's approach into what leaves."""
        least = self.least_px_s / contact.approach if contact.approach > 0 else 0.0
        return max(self.restitution, least)


@dataclass(frozen=True, eq=False)
class Prediction:
    """Outcomes of n clean contacts, each predicted by the law of the half that it is not in.

    contacts  the n contacts;  law  fitted on all of them, to be told
    seen      (n, 2) velocity after, px/s, as the path shows it
    moving    (n, 2) as pymunk predicts it;  still  the same with walls that stand still, and the law that suits these best
    """

    contacts: list[Contact]
    law: Law
    seen: NDArray[np.float64]
    moving: NDArray[np.float64]
    still: NDArray[np.float64]

    @cached_property
    def _jumps(self) -> NDArray[np.float64]:
        import numpy as np

        return np.array([c.jump for c in self.contacts])

    @cached_property
    def _normals(self) -> NDArray[np.float64]:
        import numpy as np

        return np.array([c.normal for c in self.contacts])

    @cached_property
    def _misses(self) -> NDArray[np.float64]:
        import numpy as np

        off = self.moving - self.seen
        return np.hypot(off[:, 0], off[:, 1])

    @cached_property
    def inward_px_s(self) -> tuple[float, float]:
        """Median speed away from the wall's line after the contact, as predicted and as seen; not relative to the wall."""
        import numpy as np

        predicted, seen = (-(v * self._normals).sum(axis=1) for v in (self.moving, self.seen))
        return float(np.median(predicted)), float(np.median(seen))

    @cached_property
    def push_px_s(self) -> tuple[float, float]:
        """Median size of the tangential change, as predicted and as seen."""
        import numpy as np

        before = np.array([c.before for c in self.contacts])
        predicted, seen = (np.abs(((v - before) * self._tangents).sum(axis=1)) for v in (self.moving, self.seen))
        return float(np.median(predicted)), float(np.median(seen))

    @property
    def _tangents(self) -> NDArray[np.float64]:
        import numpy as np

        return np.stack([-self._normals[:, 1], self._normals[:, 0]], axis=1)

    @cached_property
    def agree_share(self) -> float:
        """Share of outcomes that are predicted to 15 % of the jump, or 8 px/s or four standard errors if that is more."""
        import numpy as np

        error = np.array([c.error for c in self.contacts])
        within = np.maximum(np.maximum(AGREE_SHARE * self._jumps, AGREE_ERRORS * error), AGREE_PX_S)
        return float((self._misses <= within).mean())

    @cached_property
    def median_miss(self) -> float:
        """Median of |predicted − seen| over the jump. 0 is perfect; a prediction as good as none is near 1."""
        import numpy as np

        return float(np.median(self._misses / self._jumps))

    @cached_property
    def motion(self) -> tuple[int, int]:
        """In how many contacts the tangential velocity is predicted better by walls that move, and by walls that stand still;
        contacts where both are equal, within two standard errors, belong to neither."""
        import numpy as np

        moving, still = (np.abs(((v - self.seen) * self._tangents).sum(axis=1)) for v in (self.moving, self.still))
        noise = np.array([max(2 * c.error, 1.0) for c in self.contacts])
        return int((moving < still - noise).sum()), int((still < moving - noise).sum())

    @property
    def motion_sigmas(self) -> float:
        """Sign test of `motion`: how many standard deviations the moving walls are ahead. Negative: behind."""
        ahead, behind = self.motion
        return (ahead - behind) / math.sqrt(max(1, ahead + behind))


def predict(contacts: Sequence[Contact], radius: float) -> Prediction | None:
    """Outcomes of the clean ones among `contacts`, which are all bounces of a ball of that radius (px) in the order of time.

    None where there are too few to fit a law on half of them.
    """
    import numpy as np

    contacts = list(contacts[:MAX_CONTACTS])
    clean = np.array([c.clean for c in contacts], bool)
    if clean.sum() < MIN_CONTACTS:
        return None
    standing = [_stand_still(c) for c in contacts]
    chosen = [c for c in contacts if c.clean]
    return Prediction(
        contacts=chosen,
        law=_fit(contacts, clean),
        seen=np.array([c.after for c in chosen]),
        moving=_out_of_sample(contacts, clean, radius)[clean],
        still=_out_of_sample(standing, clean, radius)[clean],
    )


def collide(
    contacts: Sequence[Contact], laws: Sequence[Law], radius: float, spins: Sequence[float] | None = None
) -> NDArray[np.float64]:
    """(n, 2) velocities in px/s after each contact under its law, by pymunk's solver. `spins` are the ball's before, in rad/s
    with the sign of `Contact.turn`; none where not given."""
    import numpy as np
    import pymunk

    space = pymunk.Space()
    balls = []
    for i, (contact, law) in enumerate(zip(contacts, laws, strict=True)):
        # The place of a contact does not matter, only the lever from the pivot to the foot: contacts lie side by side.
        foot = (APART_RADII * radius * i, 0.0)
        lever = (contact.foot[0] - contact.pivot[0], contact.foot[1] - contact.pivot[1])
        nx, ny = contact.normal
        wall = pymunk.Body(body_type=pymunk.Body.KINEMATIC)
        wall.position = (foot[0] - lever[0], foot[1] - lever[1])
        wall.angular_velocity = contact.turn
        reach = 2 * radius
        ends = [(lever[0] - side * ny * reach, lever[1] + side * nx * reach) for side in (-1, 1)]
        side = pymunk.Segment(wall, ends[0], ends[1], 0.0)
        side.elasticity = side.friction = 1.0  # pymunk multiplies both shapes' numbers: the ball's are the law
        ball = pymunk.Body(1.0, _moment(law.grip, radius))
        inside = radius * (1 - OVERLAP_SHARE)
        ball.position = (foot[0] - nx * inside, foot[1] - ny * inside)
        ball.velocity = contact.before
        ball.angular_velocity = spins[i] if spins is not None else 0.0
        disc = pymunk.Circle(ball, radius)
        disc.elasticity, disc.friction = law.elasticity(contact), law.friction if law.grip > 0 else 0.0
        space.add(wall, side, ball, disc)
        balls.append(ball)
    space.step(STEP_S)
    return np.array([tuple(ball.velocity) for ball in balls])


def _moment(grip: float, radius: float) -> float:
    """The moment of inertia of a ball of mass 1 that takes up this share of the slip: from g = 1 / (1 + r²/I)."""
    if grip <= 0:
        return radius**2
    return radius**2 * grip / (1 - grip) if grip < 1 else math.inf


def _stand_still(contact: Contact) -> Contact:
    """The same contact as seen by who takes the wall to stand still."""
    (nx, ny), (vx, vy), (ux, uy) = contact.normal, contact.before, contact.after
    return replace(
        contact,
        turn=0.0,
        wall_tangential=0.0,
        slip=-contact.tangential,
        approach=vx * nx + vy * ny,
        leave=-(ux * nx + uy * ny),
    )


def _out_of_sample(contacts: list[Contact], clean: NDArray[np.bool_], radius: float) -> NDArray[np.float64]:
    """(len(contacts), 2) velocities after: each half of the clean contacts, taken in turn, by the law of the other."""
    import numpy as np

    turn = np.cumsum(clean) % 2
    predicted = np.zeros((len(contacts), 2))
    for half in (0, 1):
        law = _fit(contacts, clean & (turn == half))
        spins = _pushes(contacts, law.restitution, law.least_px_s, [law.grip], [law.friction], law.spins)[1][:, 0, 0] / radius
        wanted = np.flatnonzero(clean & (turn != half))
        ones = [contacts[i] for i in wanted]
        predicted[wanted] = collide(ones, [law] * len(ones), radius, spins[wanted].tolist())
    return predicted


def _fit(contacts: list[Contact], known: NDArray[np.bool_]) -> Law:
    """The law with the least mean absolute miss over the contacts that are known; `contacts` are all, for the spin between."""
    import numpy as np

    restitution, least = _fit_normal([c for c, k in zip(contacts, known, strict=True) if k])
    seen = np.array([c.push for c in contacts])[known, None, None]
    best, law = math.inf, Law(restitution, least, 0.0, 0.0, False)
    for spins in (False, True):
        pushes, _ = _pushes(contacts, restitution, least, GRIPS, FRICTIONS, spins)
        miss = np.abs(pushes[known] - seen).mean(axis=0)
        i, j = np.unravel_index(int(miss.argmin()), miss.shape)
        if miss[i, j] < (SPIN_GAIN if spins else 1.0) * best:
            best, law = float(miss[i, j]), Law(restitution, least, GRIPS[i], FRICTIONS[j], spins)
    return law


def _fit_normal(contacts: list[Contact]) -> tuple[float, float]:
    """(restitution, least speed) from leave = max(e · approach, least), by least absolute deviation over quantiles."""
    import numpy as np

    approach, leave = (np.array([getattr(c, name) for c in contacts]) for name in ("approach", "leave"))
    come = approach > 0
    if not come.any():
        return 0.0, 0.0
    approach, leave = approach[come], leave[come]
    shares = np.linspace(0.02, 0.98, CANDIDATES)
    restitutions = np.clip(np.quantile(leave / approach, shares), 0.0, None)
    leasts = np.concatenate([[0.0], np.clip(np.quantile(leave, shares), 0.0, None)])
    told = np.maximum(restitutions[:, None, None] * approach, leasts[None, :, None])
    miss = np.abs(told - leave).mean(axis=2)
    i, j = np.unravel_index(int(miss.argmin()), miss.shape)
    return float(restitutions[i]), float(leasts[j])


def _pushes(
    contacts: list[Contact],
    restitution: float,
    least: float,
    grips: Sequence[float],
    frictions: Sequence[float],
    spins: bool,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(n, grips, frictions) tangential changes by the formula above, and the speed of the ball's surface from its spin before.

    The spin is not seen. It follows from what is: a push of Δv_t adds m r²/I = (1 - g) / g times that to the surface's speed,
    and where friction suffices the surface goes along with the wall afterwards, which forgets all errors made before. px/s.
    """
    import numpy as np

    share, mu = np.maximum(np.asarray(grips), 1e-9)[:, None], np.asarray(frictions)[None, :]
    surface = np.zeros((len(grips), len(frictions)))
    pushes = np.empty((len(contacts), *surface.shape))
    before = np.empty_like(pushes)
    for i, c in enumerate(contacts):
        most = mu * (max(0.0, c.approach) + max(restitution * c.approach, least, 0.0))
        wanted = share * (c.slip - surface)
        before[i] = surface
        pushes[i] = np.clip(wanted, -most, most)
        if spins:
            surface = np.where(np.abs(wanted) < most, c.slip - c.push, surface + (1 - share) / share * c.push)
    return pushes, before
