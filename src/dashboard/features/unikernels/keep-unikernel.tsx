import { Alert, Stack, Switch } from '@mantine/core';
import type { Schema } from '../../api/schema.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Icon } from '../../components/icons.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { useSettings } from './use-settings.ts';

/** Has Fulmar start a unikernel again that has ended, or no longer; and says how that goes. */
export function KeepUnikernel({ unikernel }: { readonly unikernel: Schema['UnikernelDetails'] }) {
  const changing = useSettings(unikernel);
  const { enabled, tries, nextAt, gaveUp } = unikernel.keepRunning;
  const wanted = changing.isPending ? changing.variables.keepRunning : undefined;
  return (
    <Stack gap="xs">
      <Switch
        label="Keep running"
        description="Restarts it when it has exited or its host has lost it, unless another client may have ended it."
        checked={wanted ?? enabled}
        disabled={changing.isPending}
        onChange={(event) => changing.mutate({ keepRunning: event.currentTarget.checked })}
      />
      {enabled && (gaveUp !== null || nextAt !== null) && (
        <Alert color="yellow" icon={<Icon name="attention" />} role="status">
          {gaveUp !== null && `It is no longer restarted. ${gaveUp}`}
          {gaveUp === null && nextAt !== null && (
            <>
              It is being restarted: {tries} of 5 tries so far, the next one{' '}
              <RelativeTime at={nextAt} />
            </>
          )}
        </Alert>
      )}
      <ErrorAlert error={changing.error} />
    </Stack>
  );
}
