import { Account, Domain } from '../accounts/entity.ts';
import { PasswordReset } from '../accounts/resets/entity.ts';
import { Session } from '../accounts/sessions/entity.ts';
import { AuditEvent } from '../audit/entity.ts';
import { ExternalCredential } from '../external-credentials/entity.ts';
import { StoredHost } from '../hosts/entity.ts';
import { StoredSshKey } from '../hosts/ssh-keys/entity.ts';
import { KeptAnswer } from '../http/idempotency/entity.ts';
import { StoredPolicy } from '../policies/entity.ts';
import { ReplacedSecret, Token } from '../tokens/entity.ts';
import { TokenDay } from '../tokens/token-day.ts';
import { Trust } from '../trusts/entity.ts';
import { AllowedIssuer } from '../trusts/issuers/entity.ts';
import { UsedIdentity } from '../trusts/used-identity.ts';
import { Deployment } from '../unikernels/entity.ts';
import { Upload } from '../volumes/entity.ts';

/** Everything that is stored: one line an entity, in the order of the rooms' names. */
export const entities = [
  Account,
  Domain,
  PasswordReset,
  Session,
  AuditEvent,
  ExternalCredential,
  StoredHost,
  StoredSshKey,
  KeptAnswer,
  StoredPolicy,
  Token,
  ReplacedSecret,
  TokenDay,
  Trust,
  AllowedIssuer,
  UsedIdentity,
  Deployment,
  Upload,
] as const;
