// Stands before every script that thunderbird.py runs in Thunderbird.
const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
const { setTimeout } = ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs");

const sleep = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));
const win = Services.wm.getMostRecentWindow("mail:3pane");
const pane = () => win.document.getElementById("tabmail")?.currentAbout3Pane;
const server = () => MailServices.accounts.accounts.find(a => a.incomingServer.type == "imap").incomingServer;
const folder = path => path.split("/").reduce((parent, name) => parent.getChildNamed(name), server().rootFolder);

const until = async (condition, what, milliseconds = 20000) => {
  for (const end = Date.now() + milliseconds; ; await sleep(25)) {
    let value = null;
    try {
      value = await condition();
    } catch (error) {
      // Not there yet: asked again.
    }
    if (value) {
      return value;
    }
    if (Date.now() > end) {
      throw new Error(`${what ?? condition} did not happen within ${milliseconds} ms`);
    }
  }
};

const discoverFolders = () =>
  new Promise((resolve, reject) =>
    MailServices.imap.discoverAllFolders(
      server().rootFolder,
      {
        QueryInterface: ChromeUtils.generateQI(["nsIUrlListener"]),
        OnStartRunningUrl() {},
        OnStopRunningUrl: (url, code) => (code ? reject(new Error(`LIST failed: ${code}`)) : resolve()),
      },
      win.msgWindow
    )
  );

const allFolders = parent => parent.subFolders.flatMap(child => [child, ...allFolders(child)]);
const pathOf = child => decodeURI(child.URI.slice(server().rootFolder.URI.length + 1));

const COLUMNS = ["subjectCol", "correspondentCol", "dateCol", "receivedCol", "tagsCol"];

const describe = (view, index) => {
  const header = view.getMsgHdrAt(index);
  const element = pane().threadTree.getRowAtIndex(index);
  return {
    uid: header.messageKey,
    subject: header.mime2DecodedSubject,
    received: header.getUint32Property("dateReceived"),
    date: header.date / 1e6,
    keywords: header.getStringProperty("keywords").split(" ").filter(Boolean),
    starred: header.isFlagged,
    read: header.isRead,
    colour: element && pane().getComputedStyle(element).color,
    cells: Object.fromEntries(COLUMNS.map(column => [column, view.cellTextForColumn(index, column)])),
  };
};
const rows = () => {
  const view = pane().gDBView;
  return Array.from({ length: view?.rowCount ?? 0 }, (_, index) => describe(view, index));
};
const indexOf = text => rows().findIndex(row => row.subject.includes(text));
