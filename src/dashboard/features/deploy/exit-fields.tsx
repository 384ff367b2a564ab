import { Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { DeployValues, OnExit } from './deploy-values.ts';

const options: readonly { readonly value: OnExit; readonly label: string }[] = [
  { value: 'restart', label: 'Restart it, except on 1 and 60 to 64' },
  { value: 'codes', label: 'Restart it only after certain exit codes' },
  { value: 'quit', label: 'Do not restart it' },
];

/** What the host does when the unikernel exits. */
export function ExitFields({ form }: { readonly form: UseFormReturnType<DeployValues> }) {
  const { error, value } = form.getInputProps('onExit');
  const problem = error ?? form.errors.failBehaviour;
  const takesCodes = value === 'codes';
  return (
    <>
      <Select
        label="When it exits"
        data={options}
        allowDeselect={false}
        placeholder="Not known to this release of Fulmar"
        {...form.getInputProps('onExit')}
        error={takesCodes ? undefined : problem}
      />
      {takesCodes && (
        <TextInput
          label="Exit codes"
          description="0 to 255, separated by commas"
          required
          {...form.getInputProps('exitCodes')}
          error={problem}
        />
      )}
    </>
  );
}
