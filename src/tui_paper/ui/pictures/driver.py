"""Textual's driver, which also asks the terminal what it can show.

The answers come by the same way as keys, whenever they come: taking them out here needs no waiting before the
first screen, and neither loses a key nor takes a late answer for keys.
"""

import os
import select
from codecs import getincrementaldecoder

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from tui_paper.ui.pictures.answers import QUESTIONS, Answers, may_be_asked

_TICK = 0.1
"""Seconds between two looks at whether the program ends, or the escape key was meant."""
_SHORT_TICK = 0.02


class AskingDriver(LinuxDriver):
    """Asks whenever the screen has been set up: at the start, and after the program was stopped for a while."""

    def start_application_mode(self) -> None:
        """Set up the screen, then ask."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self.input_tty and may_be_asked(os.environ):
            self.write(QUESTIONS)
            self.flush()

    def run_input_thread(self) -> None:
        """Read what the terminal sends until the program ends."""
        parser, answers = XTermParser(), Answers(asked=may_be_asked(os.environ))
        decode = getincrementaldecoder("utf-8")("replace").decode
        while not self.exit_event.is_set():
            ready, _, _ = select.select([self.fileno], [], [], _SHORT_TICK if answers.awaited else _TICK)
            sent = os.read(self.fileno, 4096) if ready else b""
            if ready and not sent:  # nobody is at the other end any more
                self.exit_event.wait(_TICK)
            for text in (answers.keys(decode(sent)), answers.let_go()):
                for message in parser.feed(text) if text else ():
                    self.process_message(message)
            for message in parser.tick():
                self.process_message(message)
            if told := answers.complete():
                self.process_message(told)
