/** What a mail says, as it is sent. */
export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A mail as it is handed over to whoever sends it. */
export interface OutgoingMail extends MailContent {
  /** The same with each try. */
  readonly messageId: string;
  readonly to: string;
  readonly queuedAt: Date;
}
