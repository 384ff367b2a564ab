import type { BlockDeviceInfo } from '../albatross/unikernel.ts';
import { isoTime } from '../base/iso-time.ts';
import type { SecretValues } from '../secrets/secrets.ts';
import { argumentFault } from './argument-words.ts';
import type { AskedConfig } from './asked-config.ts';
import { presentLock } from './deployment-locks/present-lock.ts';
import type { UnikernelDetails } from './describe-unikernel.ts';
import { presentKeeping } from './keeper/present-keeping.ts';
import { presentDeployment } from './present-deployment.ts';
import { changedSecrets, shownArguments } from './shown-arguments.ts';
import { shownDrift } from './shown-drift.ts';
import type { Exit } from './state/exit.ts';
import { currentLook } from './updates/update-look.ts';
import { askedOf, type UnikernelView } from './view-unikernel.ts';

/** What a host takes where nothing is said (docs/albatross-protocol.md, section 5). */
const defaultStartup = 50;

/** A unikernel of a list, as the API shows it; `values` are the secrets of its account. */
export function presentUnikernel(
  view: UnikernelView,
  values: SecretValues,
  asked: AskedConfig | null = askedOf(view),
) {
  const { key, foreign, info, state, registered, whole } = view;
  return {
    host: key.host,
    name: key.name,
    account: key.domain,
    foreign,
    ...presentState(state),
    managed: registered?.managed ?? false,
    desired: registered?.managed ? registered.desired : null,
    drift: shownDrift(view, values),
    labels: registered?.labels ?? {},
    deletionProtection: registered?.deletionProtection ?? false,
    keepRunning: presentKeeping(registered?.keeping ?? null),
    keepConsole: registered?.keepConsole ?? true,
    health: registered?.health ?? null,
    update: (registered && currentLook(registered)?.newer?.origin) ?? null,
    lastExit: presentExit(registered?.observation.exit ?? null),
    seenAt: timeOf(registered?.observation.seenAt),
    askedAt: timeOf(registered?.askedAt),
    digest: info.digest.toString('hex'),
    startedAt: timeOf(info.started),
    cpuids: info.cpuids,
    memory: info.memory,
    arguments: shownArguments(info, { values, whole, asked }),
    blockDevices: info.blockDevices.map(presentBlockDevice),
    networkDevices: info.networkDevices.map(({ name: device, bridge, mac }) => ({
      name: device,
      bridge,
      mac,
    })),
    failBehaviour: info.failBehaviour,
    startup: info.startup ?? defaultStartup,
  };
}

/** A unikernel by itself, as the API shows it. */
export function presentDetails(details: UnikernelDetails) {
  const { view, values, running, asked, lastDeployment, left, lock } = details;
  const config = askedOf(view) ?? asked;
  const shown = presentUnikernel(view, values, config);
  return {
    ...shown,
    createdBy: view.registered?.createdBy ?? null,
    addName: config?.addName ?? null,
    running,
    lastDeployment: lastDeployment && presentDeployment(lastDeployment),
    lock: lock && presentLock(lock),
    leftToOthers: left.map(({ kind, until }) => ({ kind, until: isoTime(until) })),
    warnings: [
      ...shown.arguments.flatMap((text) => argumentWarning(text) ?? []),
      ...secretWarnings(changedSecrets(view.info, { values, whole: view.whole, asked: config })),
    ],
  };
}

/** What runs with arguments that were not refused, since another client or an earlier release sent them. */
function argumentWarning(text: string): string | null {
  const fault = argumentFault(text);
  return fault && `The argument ${JSON.stringify(text)} ${fault}.`;
}

/** A change of a secret asks for a restart. */
function secretWarnings(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const which =
    names.length === 1 ? `The secret ${names[0]}` : `One of the secrets ${names.join(', ')}`;
  return [
    `${which} was changed or removed since the unikernel was started. A restart picks up the saved value.`,
  ];
}

const timeOf = (date: Date | null | undefined) => (date ? isoTime(date) : null);

function presentState({ state, since, restarts }: UnikernelView['state']) {
  return { state, since: timeOf(since), restarts };
}

/**
 * A host that is reached by a delegated CA says 0 in a list
 * (docs/albatross-protocol.md, section 5).
 */
function presentBlockDevice({ name, volume, sectorSize, size }: BlockDeviceInfo) {
  return { name, volume, sectorSize, size: size || null };
}

const presentExit = (exit: Exit | null) => exit && { code: exit.code, reason: exit.reason };
