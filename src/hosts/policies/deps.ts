import type { Label } from '../../albatross/names.ts';
import type { Clock } from '../../base/clock.ts';
import type { Database } from '../../database/database.ts';
import type { HostDirectory } from '../../host-client/host-directory.ts';
import type { Users } from '../../identity/accounts/users.ts';
import type { ChangeRequest } from '../../places/change-request.ts';
import type { Policies } from './policies.ts';
import type { PolicyTemplates } from './templates/policy-templates.ts';

/** What is in a domain on a host. */
export interface DomainContent {
  readonly unikernels: readonly Label[];
  readonly volumes: readonly Label[];
}

/** How other rooms let go of what they have in a domain. */
export interface DomainEmptying {
  /** Destroys a unikernel as a change of its own, which is recorded. */
  destroyUnikernel(
    unikernel: { readonly host: Label; readonly account: Label; readonly name: Label },
    request: ChangeRequest,
  ): Promise<void>;
  /** Throws `protected` where any of this, in the domain on the host, is protected from deletion. */
  expectUnprotected(host: Label, domain: Label, content: DomainContent): Promise<void>;
  /** Has a host remove a volume by `remove`, so that what is on its way into that does not bring it back. */
  whileRemoving(
    volume: { readonly host: Label; readonly domain: Label; readonly volume: Label },
    remove: () => Promise<void>,
  ): Promise<void>;
  /** Gives up what is still on its way into the domain's volumes on a host, which are gone. */
  forgetUploads(host: Label, domain: Label): Promise<void>;
}

/** What the administration of policies stands on. */
export interface Deps extends DomainEmptying {
  readonly database: Database;
  readonly clock: Clock;
  readonly hosts: HostDirectory;
  readonly policies: Policies;
  readonly templates: PolicyTemplates;
  readonly users: Users;
  /** Milliseconds that a host is waited for where its word is not needed. */
  readonly listTimeout: number;
}
