import { Channel } from '../audit/channels/entity.ts';
import { Delivery, DeliveryCursor, DeliverySequence } from '../audit/deliveries/entity.ts';
import { AuditEvent } from '../audit/entity.ts';
import { Mute, Notice, SeenEvents } from '../audit/notices/entity.ts';
import { WrittenProbe } from '../database/entity.ts';
import { EventSequence, StoredEvent } from '../database/events/entity.ts';
import { HeldLock } from '../database/locks/entity.ts';
import { QueuedMail } from '../database/mails/entity.ts';
import { ExternalCredential } from '../external-credentials/entity.ts';
import { StoredHost } from '../host-client/entity.ts';
import { AutomationPause, Installation } from '../hosts/automation/entity.ts';
import { DefaultPolicy, PendingPolicy } from '../hosts/policies/defaults/entity.ts';
import { StoredPolicy } from '../hosts/policies/entity.ts';
import { PolicyTemplate } from '../hosts/policies/templates/entity.ts';
import { StoredSshKey } from '../hosts/ssh-keys/entity.ts';
import { IdempotencyRecord } from '../http/idempotency/entity.ts';
import { EmailLink } from '../identity/accounts/addresses/entity.ts';
import { Account, Domain } from '../identity/accounts/entity.ts';
import { PasswordReset } from '../identity/accounts/resets/entity.ts';
import { DeviceRequest } from '../identity/devices/entity.ts';
import { Session } from '../identity/sessions/entity.ts';
import { ReplacedSecret, Token } from '../identity/tokens/entity.ts';
import { TokenDay } from '../identity/tokens/token-day.ts';
import { Trust } from '../identity/trusts/entity.ts';
import { AllowedIssuer } from '../identity/trusts/issuers/entity.ts';
import { UsedIdentity } from '../identity/trusts/used-identity.ts';
import { AccountSecret } from '../secrets/entity.ts';
import { ImageChunk, KeptImage } from '../storage/kept-images/entity.ts';
import { AccountUsage } from '../unikernels/accounting/entity.ts';
import { ConsoleSegment } from '../unikernels/consoles/entity.ts';
import { DeploymentLock } from '../unikernels/deployment-locks/entity.ts';
import { Deployment } from '../unikernels/entity.ts';
import { UnikernelHealth } from '../unikernels/health/entity.ts';
import { MetricBlock } from '../unikernels/metrics/entity.ts';
import { StoredUnikernel } from '../unikernels/registry/entity.ts';
import { Release } from '../unikernels/releases/entity.ts';
import { Yield } from '../unikernels/yields/entity.ts';
import { Upload, VolumeSettings } from '../volumes/entity.ts';

/** Everything that is stored: one line an entity, in the order of the rooms' names. */
export const entities = [
  Account,
  Domain,
  EmailLink,
  PasswordReset,
  Session,
  AuditEvent,
  Channel,
  Delivery,
  DeliveryCursor,
  DeliverySequence,
  Notice,
  Mute,
  SeenEvents,
  Installation,
  AutomationPause,
  ConsoleSegment,
  WrittenProbe,
  HeldLock,
  StoredEvent,
  EventSequence,
  ExternalCredential,
  StoredHost,
  StoredSshKey,
  IdempotencyRecord,
  StoredPolicy,
  PolicyTemplate,
  DefaultPolicy,
  PendingPolicy,
  QueuedMail,
  DeviceRequest,
  AccountSecret,
  Token,
  ReplacedSecret,
  TokenDay,
  Trust,
  AllowedIssuer,
  UsedIdentity,
  KeptImage,
  ImageChunk,
  AccountUsage,
  Deployment,
  DeploymentLock,
  MetricBlock,
  StoredUnikernel,
  UnikernelHealth,
  Release,
  Upload,
  VolumeSettings,
  Yield,
] as const;
