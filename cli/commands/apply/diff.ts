import { defaultProjectFile } from '../../files/read-project.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { expectNoRefusal, planFile } from './plan-file.ts';
import { presentPlan, tellPlan } from './tell-plan.ts';

/** `diff`: what `apply` would change. */
export const diffCommand = (run: Run) => {
  const command = newCommand('diff', {
    actsFor: true,
    summary: 'Show what `apply` would change',
    description: 'Nothing is changed. What would be refused is told, with its line (exit code 1).',
    examples: [['fulmar diff -f staging.yaml', 'holds another file against what there is']],
  })
    .option('-f, --file <file>', 'the file', defaultProjectFile)
    .option('--prune', 'as if `apply` had it');
  return command.action(({ file, prune = false }) =>
    run(command, (context) => diff(context, file, prune)),
  );
};

async function diff(context: Context, file: string, prune: boolean): Promise<void> {
  const { out } = context;
  const planned = await planFile(context, await context.api(), { file, prune });
  out.result(presentPlan(planned), () => tellPlan(out, planned, prune));
  expectNoRefusal(planned);
}
