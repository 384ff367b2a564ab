/** How an administrator says that a host is reached. */
export type NewSettings = NewTlsSettings | NewSshSettings;

export interface NewTlsSettings extends NewAuthority {
  readonly transport: 'tls';
  readonly address: string;
  readonly port: number;
}

export interface NewSshSettings extends KeyChoice {
  readonly transport: 'ssh';
  readonly address: string;
  readonly port: number;
  readonly user: string;
  /** As OpenSSH prints it; where it is missing, what the host presents has to be confirmed. */
  readonly hostKey?: string | undefined;
  readonly target: NewTarget;
}

export type NewTarget =
  | { readonly type: 'sockets'; readonly path: string }
  | ({ readonly type: 'endpoint'; readonly port: number } & NewAuthority);

/** PEM both; the certificate may be a chain. */
export interface NewAuthority {
  readonly certificate: string;
  readonly privateKey: string;
}

/** A key to log in with: one that is given, or the id of one that was made here. */
export interface KeyChoice {
  readonly privateKey?: string | undefined;
  readonly passphrase?: string | undefined;
  readonly keyId?: string | undefined;
}

/** What changes about connection settings; what is not given stays. */
export interface SettingsChange extends KeyChoice {
  /** Stays, too, where it is given. */
  readonly transport?: NewSettings['transport'] | undefined;
  readonly address?: string | undefined;
  readonly port?: number | undefined;
  /** Over TLS: with `privateKey`, which over SSH is the key to log in with. */
  readonly certificate?: string | undefined;
  /** The key that the TLS endpoint is known by from now on: SHA-256, hex. */
  readonly fingerprint?: string | undefined;
  readonly user?: string | undefined;
  /** The key that the host is known by from now on, as OpenSSH prints it. */
  readonly hostKey?: string | undefined;
  readonly target?: TargetChange | undefined;
}

/** Whether a host may be a machine that is another host already. */
export interface DuplicateChoice {
  readonly allowDuplicate?: boolean | undefined;
}

/** What changes about a host. */
export interface HostChange extends SettingsChange, DuplicateChoice {
  /** Whether what unikernels use there is collected. */
  readonly collectMetrics?: boolean | undefined;
}

export type TargetChange =
  | { readonly type: 'sockets'; readonly path?: string | undefined }
  | {
      readonly type: 'endpoint';
      readonly port?: number | undefined;
      readonly certificate?: string | undefined;
      readonly privateKey?: string | undefined;
    };
