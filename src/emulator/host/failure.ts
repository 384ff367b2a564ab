/** A command that the host does not carry out; the message is what it answers, in its own words. */
export class HostFailure extends Error {}

/** The daemon goes down over a command. */
export class DaemonCrash extends Error {}
