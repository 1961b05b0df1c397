"""Who asks, and what they may do with what somebody made. One pure function decides; every list and route asks it."""

from torchground.people.actors import OPERATOR, Actor, Verb, may, owner_of

__all__ = ["OPERATOR", "Actor", "Verb", "may", "owner_of"]
