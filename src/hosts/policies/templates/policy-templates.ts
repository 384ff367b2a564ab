import type { Label } from '../../../albatross/names.ts';
import { policyProblem } from '../../../albatross/policy.ts';
import type { Clock } from '../../../base/clock.ts';
import { Problem } from '../../../base/errors.ts';
import type { Database } from '../../../database/database.ts';
import type { HostList } from '../../../host-client/host-directory.ts';
import { defaultsByTemplate, endDefaults, setDefaults } from '../defaults/default-policies.ts';
import { PolicyTemplate } from './entity.ts';
import type { TemplateFields } from './policy-from-template.ts';

/** Templates that there may be. */
const maxTemplates = 100;

export interface PolicyTemplatesDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly hosts: HostList;
}

export interface ListedTemplate {
  readonly template: PolicyTemplate;
  /** The hosts where each new account is given it. */
  readonly defaultOn: readonly Label[];
}

/** The policies that administrators keep under a name. What was given by one stays when it changes. */
export class PolicyTemplates {
  readonly #deps: PolicyTemplatesDeps;

  constructor(deps: PolicyTemplatesDeps) {
    this.#deps = deps;
  }

  /** All, by name. */
  async list(): Promise<ListedTemplate[]> {
    const em = this.#deps.database.em();
    const templates = await em.findAll(PolicyTemplate, { orderBy: { name: 'asc' } });
    const defaults = await defaultsByTemplate(em);
    return templates.map((template) => this.#listed(template, defaults.get(template.name) ?? []));
  }

  /** Throws `template-unknown`. */
  async get(name: Label): Promise<PolicyTemplate> {
    const found = await this.#deps.database.em().findOne(PolicyTemplate, { name });
    return found ?? unknown(name);
  }

  /**
   * Saves one in the place of the one before; left out, it stays the default of the hosts that it was. Throws
   * `policy-refused` where no unikernel could run under it, `host-unknown` and `limit-reached`.
   */
  async save(
    name: Label,
    {
      defaultOn,
      ...fields
    }: TemplateFields & { readonly defaultOn?: readonly Label[] | undefined },
  ): Promise<ListedTemplate> {
    expectUsable(fields);
    const { database, hosts, clock } = this.#deps;
    const hostIds = defaultOn && [...new Set(defaultOn)].map((host) => hosts.get(host).id);
    return await database.transaction(async (em) => {
      const others = await em.count(PolicyTemplate, { name: { $ne: name } });
      if (others >= maxTemplates) throw tooMany();
      const saved = await em.upsert(PolicyTemplate, { name, ...fields, updatedAt: clock() });
      if (hostIds) await setDefaults(em, name, hostIds);
      return this.#listed(saved, (await defaultsByTemplate(em)).get(name) ?? []);
    });
  }

  /** Throws `template-unknown`. */
  async remove(name: Label): Promise<void> {
    await this.#deps.database.transaction(async (em) => {
      if ((await em.nativeDelete(PolicyTemplate, { name })) === 0) unknown(name);
      await endDefaults(em, name);
    });
  }

  #listed(template: PolicyTemplate, hostIds: readonly string[]): ListedTemplate {
    const hosts = this.#deps.hosts.all().filter(({ id }) => hostIds.includes(id));
    return { template, defaultOn: hosts.map((host) => host.name).sort() };
  }
}

function expectUsable({ unikernels, memory, storage, cpuids, bridges }: TemplateFields): void {
  const any = { cpuids: cpuids ?? [0], bridges: bridges ?? [] };
  const problem = policyProblem({ unikernels, memory, block: storage ?? null, ...any });
  if (problem) throw new Problem('policy-refused', problem);
}

function unknown(name: Label): never {
  throw new Problem('template-unknown', `There is no policy template ${name}.`);
}

const tooMany = () =>
  new Problem('limit-reached', `There are at most ${maxTemplates} policy templates. Remove some.`);
