import type { ActivityHandlers } from '../audit/activity/handlers.ts';
import type { ChannelHandlers } from '../audit/channels/handlers.ts';
import type { AuditHandlers } from '../audit/handlers.ts';
import type { ExternalCredentialHandlers } from '../external-credentials/handlers.ts';
import type { AutomationHandlers } from '../hosts/automation/handlers.ts';
import type { HostHoldingsHandlers } from '../hosts/belongings/handlers.ts';
import type { HostHandlers } from '../hosts/handlers.ts';
import type { HealthHandlers } from '../hosts/health/handlers.ts';
import type { MaintenanceHandlers } from '../hosts/maintenance/handlers.ts';
import type { PolicyHandlers } from '../hosts/policies/handlers.ts';
import type { PolicyTemplateHandlers } from '../hosts/policies/templates/handlers.ts';
import type { SshKeyHandlers } from '../hosts/ssh-keys/handlers.ts';
import type { IdentityHandlers } from '../identity/handlers.ts';
import type { SecretHandlers } from '../secrets/handlers.ts';
import type { AccountUsageHandlers } from '../unikernels/accounting/handlers.ts';
import type { ConsoleHandlers } from '../unikernels/consoles/handlers.ts';
import type { UnikernelHandlers } from '../unikernels/handlers.ts';
import type { MetricsHandlers } from '../unikernels/metrics/handlers.ts';
import type { VolumeHandlers } from '../volumes/handlers.ts';

/** What serves the routes, by room. */
export interface Handlers {
  readonly identity: IdentityHandlers;
  readonly activity: ActivityHandlers;
  readonly audit: AuditHandlers;
  readonly channels: ChannelHandlers;
  readonly automation: AutomationHandlers;
  readonly accountUsage: AccountUsageHandlers;
  readonly consoles: ConsoleHandlers;
  readonly externalCredentials: ExternalCredentialHandlers;
  readonly metrics: MetricsHandlers;
  readonly secrets: SecretHandlers;
  readonly hosts: HostHandlers;
  readonly hostHoldings: HostHoldingsHandlers;
  readonly hostHealth: HealthHandlers;
  readonly maintenance: MaintenanceHandlers;
  readonly sshKeys: SshKeyHandlers;
  readonly policies: PolicyHandlers;
  readonly policyTemplates: PolicyTemplateHandlers;
  readonly unikernels: UnikernelHandlers;
  readonly volumes: VolumeHandlers;
}
