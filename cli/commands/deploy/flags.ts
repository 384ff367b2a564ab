import { type Command, Option } from '@commander-js/extra-typings';
import { mebibytes, oneMore, wholeNumber } from '../option-values.ts';
import { type Check, type Deploy, oneMoreCheck, readDevice, readSource } from './options.ts';

const failureActions = ['rollback', 'keep', 'stop'] as const;

/** What `deploy` takes, as commander reads it. */
export interface Flags {
  readonly file?: string;
  readonly source?: Deploy['source'];
  readonly signature?: string;
  readonly memory?: number;
  readonly arg?: readonly string[];
  readonly network?: readonly string[];
  readonly volume?: readonly string[];
  readonly check?: readonly Check[];
  readonly settle?: number;
  readonly deadline?: number;
  readonly onFailure?: (typeof failureActions)[number];
  readonly keepChecks?: true;
  readonly force?: true;
  readonly commit?: string;
  readonly failIfBusy?: true;
  readonly dryRun?: true;
  readonly detach?: true;
}

/** Adds the options of a deployment to a command. */
export const withDeployFlags = <Args extends unknown[]>(command: Command<Args>) =>
  command
    .option('-f, --file <file>', 'deploy what this file names, in the place of fulmar.yaml')
    .option('--source <source>', 'where the server fetches the image from, as JSON', readSource)
    .option('--signature <file>', 'minisign signature (default: NAME.minisig beside the image)')
    .option('--memory <size>', 'memory, in MiB, or as 512M or 2G', mebibytes(1))
    .option('--arg <argument>', 'an argument; all of them, where one is given', oneMore)
    .option('--network <device=bridge>', 'a network device', oneMore)
    .option('--volume <device=volume>', 'a block device', oneMore)
    .option('--check <check>', 'http(s)://…, tcp://HOST:PORT or console:TEXT', oneMoreCheck)
    .option('--settle <seconds>', 'how long it has to stay up (default: 10)', wholeNumber(0))
    .option('--deadline <seconds>', 'until all checks have to pass (default: 60)', wholeNumber(1))
    .addOption(
      new Option('--on-failure <action>', 'what to do if it does not stay up').choices(
        failureActions,
      ),
    )
    .option('--keep-checks', 'require it to pass the unikernel’s current checks')
    .option('--force', 'send an image for another target or ABI, too')
    .option('--commit <commit>', 'the commit that the image was built from')
    .option('--fail-if-busy', 'fail while another deployment is under way')
    .option('--dry-run', 'say what would change, and change nothing')
    .option('--detach', 'do not wait for the end');

/** The deployment that flags ask for. */
export function wantedOf(flags: Flags): Deploy {
  const { source, arg, network, volume, check, settle, deadline, onFailure } = flags;
  const { keepChecks, force, commit } = flags;
  const config = {
    ...(flags.memory !== undefined && { memory: flags.memory }),
    ...(arg && { arguments: [...arg] }),
    ...(network && { networkDevices: network.map(networkDevice) }),
    ...(volume && { blockDevices: volume.map(blockDevice) }),
  };
  return {
    ...(source && { source }),
    ...(Object.keys(config).length > 0 && { config }),
    ...(check && { checks: [...check] }),
    ...(settle !== undefined && { settle }),
    ...(deadline !== undefined && { deadline }),
    ...(onFailure && { onFailure }),
    ...(keepChecks && { keepChecks }),
    ...(force && { force }),
    ...(commit !== undefined && { revision: { commit } }),
  };
}

function networkDevice(text: string) {
  const { name, value } = readDevice(text);
  return value === undefined ? { name } : { name, bridge: value };
}

function blockDevice(text: string) {
  const { name, value } = readDevice(text);
  return value === undefined ? { name } : { name, volume: value };
}
