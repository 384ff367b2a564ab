import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { carryOut } from './carry-out.ts';
import { findPlaceToDeploy } from './find-place.ts';
import { type Flags, wantedOf, withDeployFlags } from './flags.ts';
import { sendDeployment } from './send-deployment.ts';
import { tellDryRun } from './tell-dry-run.ts';

/** `deploy`: creates or updates a unikernel, and follows that to its end. */
export const deployCommand = (run: Run) => {
  const about = {
    summary: 'Deploy a unikernel',
    description:
      'Creates or updates it, and prints the steps as they happen. It has to stay up and its checks ' +
      'have to pass, else what ran before is started again (exit code 3). What is not given stays as ' +
      'it was. Ctrl-C cancels the deployment.',
    examples: [
      ['fulmar deploy hello hello.hvt --memory 64', 'sends an image'],
      ['fulmar deploy one/hello --arg=--color=red', 'changes the arguments, on the host one'],
      [
        'fulmar deploy hello hello.hvt --check https://hello.example.org/',
        'goes back unless the page answers',
      ],
    ],
  } as const;
  const command = withDeployFlags(
    newCommand('deploy', about)
      .argument('<unikernel>', 'its name, or HOST/NAME')
      .argument('[image]', 'an ELF file for solo5 (default: the current image)'),
  );
  return command.action((text, image, flags) =>
    run(command, (context) => deploy(context, text, { ...flags, image: image ?? null })),
  );
};

async function deploy(
  context: Context,
  text: string,
  { image, ...flags }: Flags & { readonly image: string | null },
): Promise<void> {
  const { out } = context;
  const wanted = wantedOf(flags);
  const place = await findPlaceToDeploy(context, text);
  const query = { ...context.account, ...(flags.failIfBusy && { ifBusy: 'fail' as const }) };
  const request = { place, wanted, image, query };
  if (flags.dryRun) {
    const dry = { ...request, query: { ...query, dryRun: 'true' as const } };
    return tellDryRun(out, place, await sendDeployment(await context.api(), dry));
  }
  const deployment = await carryOut(context, request, flags.detach ?? false);
  out.result(deployment, () =>
    flags.detach
      ? `Deployment ${deployment.id} of ${place.host}/${place.name} has begun.`
      : `Deployed ${place.host}/${place.name}.`,
  );
}
