"""A real Thunderbird on a screen of its own, with a fresh profile and one account."""

import os
import pathlib
import shutil
import socket
import subprocess

from marionette import Marionette
from scenario import eventually

PROGRAM = "/usr/lib/thunderbird/thunderbird"  # not the shell wrapper in /usr/bin
HERE = pathlib.Path(__file__).resolve().parent

# What an admin gives to his agents' Thunderbirds.
POLICIES = HERE.parents[1] / "contrib/clients/thunderbird-policies.json"

# As if they lay where Thunderbird looks for them, for this one alone.
WITH_POLICIES = ["unshare", "-m", "sh", "-ec", """
    mount --make-rprivate /
    mount -t tmpfs tmpfs /etc/thunderbird
    mkdir /etc/thunderbird/policies
    cp "$0" /etc/thunderbird/policies/policies.json
    exec "$@"
"""]

# A clean window, and nothing that asks the network.
QUIET = {
    "mail.addressDisplayFormat": 2,
    "app.update.auto": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "datareporting.healthreport.uploadEnabled": False,
    "datareporting.policy.dataSubmissionPolicyBypassNotification": True,
    "extensions.blocklist.enabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.update.enabled": False,
    "mail.biff.play_sound": False,
    "mail.biff.show_alert": False,
    "mail.chat.enabled": False,
    "mail.inappnotifications.enabled": False,
    "mail.pane_config.dynamic": 0,
    "mail.provider.suppress_dialog_on_startup": True,
    "mail.rights.version": 1,
    "mail.shell.checkDefaultClient": False,
    "mail.tabs.drawInTitlebar": False,
    "mailnews.auto_config.fetchFromISP.enabled": False,
    "mailnews.database.global.indexer.enabled": False,
    "mailnews.start_page.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.manage-offline-status": False,
    "offline.autoDetect": False,
    "services.settings.server": "http://127.0.0.1:9/",
    "toolkit.telemetry.enabled": False,
    "toolkit.telemetry.unified": False,
    "intl.date_time.pattern_override.date_short": "yyyy-MM-dd",
    "intl.date_time.pattern_override.time_short": "HH:mm",
}

ACCOUNT = """
const [login, password, name, imapPort, smtpPort] = args;
for (const origin of ["imap://127.0.0.1", "smtp://127.0.0.1"]) {
  const info = Cc["@mozilla.org/login-manager/loginInfo;1"].createInstance(Ci.nsILoginInfo);
  info.init(origin, null, origin, login, password, "", "");
  await Services.logins.addLoginAsync(info);
}
const plain = { socketType: Ci.nsMsgSocketType.plain, authMethod: Ci.nsMsgAuthMethod.passwordCleartext };
const incoming = MailServices.accounts.createIncomingServer(login, "127.0.0.1", "imap");
Object.assign(incoming, plain, { port: imapPort, prettyName: login });
const outgoing = MailServices.outgoingServer.createServer("smtp").QueryInterface(Ci.nsISmtpServer);
Object.assign(outgoing, { hostname: "127.0.0.1", port: smtpPort });
Object.assign(outgoing.QueryInterface(Ci.nsIMsgOutgoingServer), plain, { username: login });
MailServices.outgoingServer.defaultServer = outgoing;
const identity = MailServices.accounts.createIdentity();
Object.assign(identity, { email: login, fullName: name, smtpServerKey: outgoing.key, composeHtml: false });
const account = MailServices.accounts.createAccount();
account.addIdentity(identity);
account.incomingServer = incoming;
MailServices.accounts.defaultAccount = account;
Object.assign(incoming, { valid: true, loginAtStartUp: true });
await discoverFolders();
"""


def missing():
    """The name of what is not installed, or None."""
    return next((program for program in (PROGRAM, "Xvfb") if not shutil.which(program)), None)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _quoted(value):
    return str(value).lower() if isinstance(value, bool) else str(value) if isinstance(value, int) else f'"{value}"'


class Thunderbird:
    """Opened by `with`; `directory` is made anew."""

    def __init__(self, directory, size=(1200, 800)):
        self.directory = pathlib.Path(directory)
        self.size = size
        self.screen = self.program = self.marionette = None

    def __enter__(self):
        shutil.rmtree(self.directory, ignore_errors=True)
        (self.directory / "home").mkdir(parents=True)
        port = _free_port()
        preferences = QUIET | {"marionette.port": port}
        lines = [f'user_pref("{name}", {_quoted(value)});\n' for name, value in preferences.items()]
        (self.directory / "user.js").write_text("".join(lines))
        try:
            display = self._start_screen()
            self._start_program(display, port)
        except BaseException:
            self.__exit__()
            raise
        return self

    def _start_screen(self):
        reading, writing = os.pipe()
        words = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "{}x{}x24".format(*self.size), "-nolisten", "tcp"]
        self.screen = subprocess.Popen(words, pass_fds=[writing], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as pipe:
            return ":" + pipe.readline().strip()

    def _start_program(self, display, port):
        environment = {
            "DISPLAY": display,
            "HOME": str(self.directory / "home"),
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            "MOZ_CRASHREPORTER_DISABLE": "1",
            "GTK_A11Y": "none",
            "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
        }
        width, height = map(str, self.size)
        words = [*WITH_POLICIES, POLICIES, PROGRAM, "--profile", self.directory, "--no-remote", "--marionette",
                 "--remote-allow-system-access"]
        with open(self.directory / "thunderbird.log", "wb") as log:
            self.program = subprocess.Popen([*words, "-width", width, "-height", height], env=environment,
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.marionette = Marionette(port, (HERE / "thunderbird.js").read_text())
        self.run("await until(() => win?.document.readyState == 'complete' && pane()?.folderTree, 'the main window');"
                 "win.moveTo(0, 0); win.resizeTo(...args);", *self.size)

    def __exit__(self, *_):
        if self.program:
            try:
                self.run("Services.startup.quit(Ci.nsIAppStartup.eForceQuit);")
            except Exception:  # it hangs up while it answers
                pass
            try:
                self.program.wait(20)
            except subprocess.TimeoutExpired:
                self.program.kill()
                self.program.wait()
        if self.screen:
            self.screen.terminate()
            self.screen.wait()

    def run(self, script, *arguments):
        return self.marionette.run(script, *arguments)

    # --- the account ---

    def add_account(self, login, name, imap, smtp, password="demo"):
        self.run(ACCOUNT, login, password, name, imap[1], smtp[1])

    def folders(self):
        """{path: [names of its special uses]}"""
        return self.run(
            "const uses = { Inbox: 0x1000, SentMail: 0x200, Drafts: 0x400, Trash: 0x100, Archive: 0x4000, Junk: 0x40000000 };"
            "return Object.fromEntries(allFolders(server().rootFolder).map("
            "  f => [pathOf(f), Object.keys(uses).filter(use => f.flags & uses[use])]));")

    # --- a folder's rows ---

    def open(self, path, columns=None):
        """Shows a folder as a table. Columns ({id: width}) are set before it is shown for the first time."""
        self.run(
            "const [path, columns] = args, shown = folder(path);"
            "if (columns) shown.msgDatabase.dBFolderInfo.setCharProperty('columnStates', JSON.stringify(Object.fromEntries("
            "  Object.keys(columns).map((name, ordinal) => [name, { visible: true, ordinal: ordinal + 1 }]))));"
            "pane().displayFolder(shown.URI);"
            "await until(() => pane().gFolder?.URI == shown.URI && pane().gDBView, path);"
            "for (const [name, width] of Object.entries(columns ?? {})) {"
            "  pane().document.getElementById(name)?.style.setProperty('width', `${width}px`);"
            "}", path, columns)

    def rows(self):
        """From the top, as Thunderbird shows them."""
        return self.run("return rows();")

    def row(self, text):
        return next((row for row in self.rows() if text in row["subject"]), None)

    def wait_for(self, condition, seconds=15, what="it"):
        """The rows, as soon as the condition is true of them."""
        def met():
            rows = self.rows()
            return rows if condition(rows) else None
        return eventually(met, seconds, f"Thunderbird: {what}")

    def select(self, text):
        """Clicks a row and waits until its mail is shown."""
        self.run(
            "const index = indexOf(args[0]); if (index < 0) throw new Error(`no row ${args[0]}`);"
            "pane().threadTree.selectedIndex = index;"
            "await until(() => pane().gDBView.getSelectedMsgHdrs().length == 1"
            "  && pane().messageBrowser.contentWindow.getMessagePaneBrowser().contentDocument.body"
            "  && !pane().messageBrowser.contentWindow.getMessagePaneBrowser().docShell.busyFlags, 'the mail');", text)

    def move(self, text, path):
        """Moves a row by the menu's command; the server is told a little later."""
        self.run("pane().threadTree.selectedIndex = indexOf(args[0]);"
                 "pane().commandController.doCommand('cmd_moveMessage', folder(args[1]));", text, path)

    def archive(self, text):
        """The key A."""
        self.run("pane().threadTree.selectedIndex = indexOf(args[0]); pane().commandController.doCommand('cmd_archive');", text)

    def delete(self, text):
        """The Delete key."""
        self.run("pane().threadTree.selectedIndex = indexOf(args[0]); pane().commandController.doCommand('cmd_delete');", text)

    def mark_read(self, text):
        self.run("pane().gFolder.markMessagesRead([pane().gDBView.getMsgHdrAt(indexOf(args[0]))], true);", text)

    def star(self, text, on):
        self.run("pane().gFolder.markMessagesFlagged([pane().gDBView.getMsgHdrAt(indexOf(args[0]))], args[1]);", text, on)

    def sorting(self):
        return self.run("const v = pane().gViewWrapper; return { column: pane().threadPane ? v.primarySortColumnId : null,"
                        " descending: v.isSortedDescending, threaded: v.showThreaded };")

    # --- writing ---

    def reply(self, text, body, command="cmd_reply"):
        """Answers a row and presses Send. None when it went, else the text of the alert; the draft then stays open."""
        self.write_reply(text, body, command)
        return self.press_send()

    def write_reply(self, text, body, command="cmd_reply"):
        self.select(text)
        self.run(
            "win.goDoCommand(args[1]);"
            "const composer = await until(() => { const w = Services.wm.getMostRecentWindow('msgcompose');"
            "  return w?.composeEditorReady && w; }, 'the compose window');"
            "composer.GetCurrentEditor().beginningOfDocument(); composer.GetCurrentEditor().insertText(args[0]);", body, command)

    def press_send(self):
        self.run("Services.wm.getMostRecentWindow('msgcompose').goDoCommand('cmd_sendNow');")
        return self.run(
            "const dialog = () => Array.from(Services.wm.getEnumerator(null)).find("
            "  w => w.location.href.endsWith('commonDialog.xhtml') && w.document.getElementById('infoBody')?.textContent);"
            "return await until(() => dialog() ? { alert: dialog().document.getElementById('infoBody').textContent }"
            "  : !Services.wm.getMostRecentWindow('msgcompose') && { alert: null }, 'the end of sending');")["alert"]

    def accept_alert(self):
        """Closes the alert that press_send() told of."""
        self.run("for (const w of Services.wm.getEnumerator(null))"
                 "  w.document.getElementById('commonDialog')?.getButton('accept').click();"
                 "await until(() => !Services.wm.getMostRecentWindow('msgcompose')?.gWindowLocked, 'the end of the alert');")

    def discard_draft(self):
        self.run("const composer = Services.wm.getMostRecentWindow('msgcompose');"
                 "composer.gContentChanged = false; composer.gMsgCompose.bodyModified = false; composer.close();")

    # --- what is seen ---

    def main_alert(self):
        """The text of a dialog in the main window, which is then closed; None when there is none."""
        try:
            text = self.marionette.command("WebDriver:GetAlertText")["value"]
        except Exception:
            return None
        self.marionette.command("WebDriver:AcceptAlert")
        return text

    def picture(self, path):
        pathlib.Path(path).parent.mkdir(parents=True, exist_ok=True)
        pathlib.Path(path).write_bytes(self.marionette.picture())
