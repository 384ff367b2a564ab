import { Stack, Switch } from '@mantine/core';
import type { Schema } from '../../api/schema.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { useSettings } from './use-settings.ts';

/** Has Fulmar keep what a unikernel prints, or no longer. */
export function KeepConsole({ unikernel }: { readonly unikernel: Schema['UnikernelDetails'] }) {
  const changing = useSettings(unikernel);
  const wanted = changing.isPending ? changing.variables.keepConsole : undefined;
  return (
    <Stack gap="xs">
      <Switch
        label="Keep the console"
        description="Keeps its output for a while, even after it ends. Turning this off deletes nothing that is already kept."
        checked={wanted ?? unikernel.keepConsole}
        disabled={changing.isPending || !unikernel.managed}
        onChange={(event) => changing.mutate({ keepConsole: event.currentTarget.checked })}
      />
      <ErrorAlert error={changing.error} />
    </Stack>
  );
}
