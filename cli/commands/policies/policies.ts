import { newCommand, type Run } from '../new-command.ts';
import { listPoliciesCommand } from './list.ts';
import { removePolicyCommand } from './remove.ts';
import { setPolicyCommand } from './set.ts';
import { templatesCommand } from './templates.ts';

/** `policies`: what accounts may use on hosts, for administrators. */
export const policiesCommand = (run: Run) =>
  newCommand('policies', { summary: 'List, set and remove what accounts may use on hosts' })
    .alias('policy')
    .addCommand(listPoliciesCommand(run))
    .addCommand(setPolicyCommand(run))
    .addCommand(removePolicyCommand(run))
    .addCommand(templatesCommand(run));
