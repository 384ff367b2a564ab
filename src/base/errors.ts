/** One kind of problem: the status it is answered with, and the sentence that is its title. */
interface Kind {
  readonly status: number;
  readonly title: string;
}

/** Every problem that the API answers with, by its code (RFC 9457, `code` is ours). */
export const catalogue = {
  'malformed-request': { status: 400, title: 'The request cannot be read' },
  'malformed-body': { status: 400, title: 'The body cannot be read' },
  'invalid-body': { status: 400, title: 'The body is not valid' },
  'invalid-query': { status: 400, title: 'The query is not valid' },
  'invalid-path': { status: 400, title: 'The path names something that cannot exist' },
  'invalid-digest': { status: 400, title: 'The content is not what its digest says' },
  'invalid-encoding': { status: 400, title: 'The content is not encoded as announced' },
  'upload-incomplete': { status: 400, title: 'The body ended too early' },
  'credential-missing': { status: 401, title: 'A credential is needed' },
  'credential-invalid': { status: 401, title: 'The credential is not valid' },
  'credential-expired': { status: 401, title: 'The credential has expired' },
  'credential-revoked': { status: 401, title: 'The credential was revoked' },
  'credential-changed': { status: 401, title: 'The credential was changed' },
  'credential-suspended': { status: 401, title: 'The account of the credential is not active' },
  'reset-refused': { status: 401, title: 'The link for a new password is not valid' },
  'verification-refused': { status: 401, title: 'The link for an e-mail address is not valid' },
  'sign-in-refused': { status: 401, title: 'E-mail address or password are wrong' },
  'identity-token-invalid': { status: 401, title: 'The identity token is not valid' },
  'device-pending': { status: 400, title: 'Nobody has answered yet' },
  'device-too-soon': { status: 400, title: 'The program asks too often' },
  'device-expired': { status: 400, title: 'Nobody has answered in time' },
  'device-denied': { status: 400, title: 'The program is refused' },
  'scope-missing': { status: 403, title: 'The credential does not allow this' },
  'host-not-allowed': { status: 403, title: 'The credential is not for this host' },
  'name-not-allowed': { status: 403, title: 'The credential is not for this name' },
  'address-not-allowed': { status: 403, title: 'The credential is not for this address' },
  'secret-replaced': { status: 403, title: 'The token has a new secret' },
  'limit-not-allowed': { status: 403, title: 'The credential itself has no such limit' },
  'expiry-not-allowed': { status: 403, title: 'The credential itself does not live that long' },
  'admin-only': { status: 403, title: 'Only an administrator may do this' },
  'session-only': { status: 403, title: 'This needs a signed-in person' },
  'password-wrong': { status: 403, title: 'The current password is wrong' },
  'cross-origin': { status: 403, title: 'The request comes from another site' },
  'account-inactive': { status: 403, title: 'The account is not active' },
  'sign-up-closed': { status: 403, title: 'Signing up is not possible' },
  'no-policy': { status: 403, title: 'The account has no policy on this host' },
  'exchange-refused': { status: 403, title: 'The account has no trust that fits' },
  'issuer-not-allowed': { status: 403, title: 'No administrator allows this issuer' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'account-unknown': { status: 404, title: 'There is no such account' },
  'token-unknown': { status: 404, title: 'There is no such token' },
  'device-unknown': { status: 404, title: 'No program waits with this code' },
  'trust-unknown': { status: 404, title: 'There is no such trust' },
  'issuer-unknown': { status: 404, title: 'There is no such issuer' },
  'external-credential-unknown': { status: 404, title: 'There is no such external credential' },
  'secret-unknown': { status: 404, title: 'There is no such secret' },
  'host-unknown': { status: 404, title: 'There is no such host' },
  'ssh-key-unknown': { status: 404, title: 'There is no such SSH key' },
  'template-unknown': { status: 404, title: 'There is no such policy template' },
  'policy-unknown': { status: 404, title: 'There is no such policy' },
  'unikernel-unknown': { status: 404, title: 'There is no such unikernel' },
  'deployment-unknown': { status: 404, title: 'There is no such deployment' },
  'lock-unknown': { status: 404, title: 'There is no lock on deployments' },
  'channel-unknown': { status: 404, title: 'There is no such channel' },
  'delivery-unknown': { status: 404, title: 'There is no such delivery' },
  'mute-unknown': { status: 404, title: 'There is nothing muted so' },
  'volume-unknown': { status: 404, title: 'There is no such volume' },
  'source-not-found': { status: 404, title: 'The source has no such image' },
  'method-not-allowed': { status: 405, title: 'The method is not allowed here' },
  'mail-not-set-up': { status: 409, title: 'The server sends no mails' },
  'name-taken': { status: 409, title: 'The name is taken' },
  'unikernel-exists': { status: 409, title: 'A unikernel of that name runs' },
  'volume-exists': { status: 409, title: 'A volume of that name exists' },
  'volume-in-use': { status: 409, title: 'The volume is in use' },
  'volume-busy': { status: 409, title: 'The volume is being changed' },
  protected: { status: 409, title: 'It is protected from deletion' },
  'release-unknown': { status: 404, title: 'There is no such release' },
  'image-not-kept': { status: 409, title: 'The image is not kept' },
  'unikernel-not-running': { status: 409, title: 'The unikernel does not run' },
  'not-movable': { status: 409, title: 'The unikernel cannot be moved' },
  'unikernel-busy': { status: 409, title: 'The unikernel is being changed' },
  'host-maintenance': { status: 409, title: 'The host is under maintenance' },
  locked: { status: 409, title: 'Deployments are locked' },
  superseded: { status: 409, title: 'A newer deployment took its place' },
  cancelled: { status: 409, title: 'The deployment was cancelled' },
  'not-cancellable': { status: 409, title: 'The deployment cannot be cancelled now' },
  'policy-too-small': { status: 409, title: 'The policy is smaller than what is in use' },
  'account-in-use': { status: 409, title: 'The account has something on a host' },
  'domain-in-use': { status: 409, title: 'The domain is in use on this host' },
  'channel-unreadable': { status: 409, title: 'The settings of the channel cannot be read' },
  'host-known': { status: 409, title: 'The machine is already known as another host' },
  'host-key-unconfirmed': { status: 409, title: 'The key of the host has to be confirmed' },
  'last-administrator': { status: 409, title: 'The last active administrator has to stay' },
  'limit-reached': { status: 409, title: 'There are as many as are allowed' },
  'token-exchanged': { status: 409, title: 'The token was exchanged and cannot be changed' },
  'request-running': { status: 409, title: 'The same request is still running' },
  'answer-not-kept': { status: 409, title: 'The first answer showed a secret and was not kept' },
  'source-moved': { status: 409, title: 'The source has changed' },
  'request-timeout': { status: 408, title: 'The body did not arrive in time' },
  'length-required': { status: 411, title: 'The length of the body has to be said' },
  'too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body is of another type than expected' },
  'expectation-failed': { status: 417, title: 'What the request expects cannot be met' },
  'misdirected-request': { status: 421, title: 'The server is not known by this name' },
  'idempotency-mismatch': { status: 422, title: 'The key was used for another request' },
  'backup-refused': { status: 422, title: 'The backup cannot be made or used' },
  'import-refused': { status: 422, title: 'The file cannot be imported' },
  'policy-refused': { status: 422, title: 'The policy does not allow this' },
  'image-refused': { status: 422, title: 'The image cannot be used' },
  'source-refused': { status: 422, title: 'The source may not be asked' },
  'source-unsuitable': { status: 422, title: 'The source does not contain a single image' },
  'source-ambiguous': { status: 422, title: 'Several files at the source match' },
  'source-credential-refused': { status: 422, title: 'The source refused access' },
  'source-digest-wrong': { status: 422, title: 'Digest mismatch' },
  'signature-missing': { status: 422, title: 'The image is not signed' },
  'signature-wrong': { status: 422, title: 'The signature does not match the image and the key' },
  'manifest-mismatch': { status: 422, title: 'The devices are not those the image asks for' },
  'devices-refused': { status: 422, title: 'The unikernel cannot be given these devices' },
  'too-many-labels': { status: 422, title: 'The unikernel would have too many labels' },
  'secret-missing': { status: 422, title: 'There is no secret that an argument names' },
  'secret-refused': { status: 422, title: 'A secret cannot be part of an argument' },
  'not-staying-up': { status: 422, title: 'The unikernel does not stay up' },
  'check-failed': { status: 422, title: 'A check has not passed' },
  'rolled-back': { status: 422, title: 'The deployment was rolled back' },
  'host-refused': { status: 422, title: 'The host refused the command' },
  'credentials-refused': { status: 422, title: 'The certificate and key cannot be used' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'too-many-at-once': { status: 429, title: 'Too many at once' },
  'headers-too-large': { status: 431, title: 'The headers are too large' },
  internal: { status: 500, title: 'Something went wrong inside' },
  'transfer-coding-unknown': { status: 501, title: 'The transfer coding is not undone here' },
  'host-unreachable': { status: 502, title: 'The host cannot be reached' },
  'host-refused-connection': { status: 502, title: 'The host refused the connection' },
  'host-untrusted': { status: 502, title: 'The host is not the one it should be' },
  'host-nonsense': { status: 502, title: 'The host answered something unintelligible' },
  'issuer-unreachable': { status: 502, title: 'The issuer does not show its keys' },
  'service-unreachable': { status: 502, title: 'The service does not answer as it should' },
  'source-unreachable': { status: 502, title: 'The source cannot be reached' },
  'source-nonsense': { status: 502, title: 'The source sent an unexpected answer' },
  'source-limited': { status: 503, title: 'The source’s rate limit is exceeded' },
  'host-down': { status: 503, title: 'The host is known to be down' },
  'host-busy': { status: 503, title: 'The host is busy' },
  'lock-lost': { status: 503, title: 'The server has lost its lock on what it was changing' },
  'database-unavailable': { status: 503, title: 'The database cannot be used at the moment' },
  'locks-unavailable': { status: 503, title: 'Nothing can be locked at the moment' },
  'shutting-down': { status: 503, title: 'The server is stopping' },
  'outcome-unknown': { status: 504, title: 'It is not known what came of it' },
  'host-timeout': { status: 504, title: 'The host did not answer in time' },
  'source-too-slow': { status: 504, title: 'The source is too slow' },
  'no-room': { status: 507, title: 'There is no room' },
} as const satisfies Record<string, Kind>;

export type ErrorCode = keyof typeof catalogue;

/** A member of a body, query or path that is not valid. */
export interface FieldError {
  /** `config.blockDevices.0.name` */
  readonly path: string;
  readonly message: string;
}

/** One step of what has failed. */
export interface ProblemStep {
  readonly name: string;
  readonly state: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly detail: string | null;
}

/** Typed facts that become members of the problem; `src/http/problem-schema.ts` documents each. */
export interface ProblemFacts {
  readonly address?: string;
  readonly authorizedKeysLine?: string;
  readonly deployment?: string;
  /** Whether the host has ended the unikernel that was to be replaced. */
  readonly ended?: boolean;
  /** The word of RFC 8628 for it. */
  readonly error?: string;
  readonly host?: string;
  readonly hostKey?: string;
  readonly hostKeyType?: string;
  readonly hourlyLimit?: number;
  readonly id?: string | null;
  readonly issuer?: string;
  readonly kept?: boolean;
  readonly latest?: string;
  readonly limit?: number;
  /** MiB that the image needs at the least. */
  readonly memory?: number;
  readonly name?: string;
  readonly presentedHostKey?: string;
  readonly publicKey?: string;
  readonly reason?: string;
  /** When a source takes requests again, RFC 3339. */
  readonly resetsAt?: string;
  /** Whether what ran before could be started again. */
  readonly rollback?: string;
  readonly scope?: string;
  readonly secret?: string;
  readonly serviceStatus?: number;
  /** What was done, in its order. */
  readonly steps?: readonly ProblemStep[];
  readonly target?: string;
}

export interface ProblemOptions extends ErrorOptions {
  readonly errors?: readonly FieldError[];
  /** Headers of the answer, as `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly facts?: ProblemFacts;
}

/** What a service throws when it cannot do what it was asked; `detail` is for the one who asked. */
export class Problem extends Error {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly errors: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;
  readonly facts: ProblemFacts;

  constructor(code: ErrorCode, detail: string, options: ProblemOptions = {}) {
    super(`${code}: ${detail}`, { cause: options.cause });
    this.code = code;
    this.detail = detail;
    this.errors = options.errors ?? [];
    this.headers = options.headers ?? {};
    this.facts = options.facts ?? {};
  }

  /** The same problem with a further sentence, and further facts. */
  extended(sentence: string, facts: ProblemFacts = {}): Problem {
    const detail = `${this.detail.trim().replace(/([^.!?])$/, '$1.')} ${sentence}`;
    return new Problem(this.code, sentence === '' ? this.detail : detail, {
      cause: this,
      errors: this.errors,
      headers: this.headers,
      facts: { ...this.facts, ...facts },
    });
  }

  get status(): number {
    return catalogue[this.code].status;
  }

  get title(): string {
    return catalogue[this.code].title;
  }
}
