"""The log as people read it: sentences, the state of its chain, files of it."""

from medaid_desktop.operations.logbook.book import ChainState, Line, Logbook, chain_state, entry_json
from medaid_desktop.operations.logbook.words import ACTIONS, action_word

__all__ = ["ACTIONS", "ChainState", "Line", "Logbook", "action_word", "chain_state", "entry_json"]
