import { Alert, Button, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { endMaintenance, hostsQuery } from '../../api/hosts.ts';
import type { Schema } from '../../api/schema.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Icon } from '../../components/icons.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';

interface MaintenanceNoticeProps {
  readonly host: Schema['Host'];
  /** Whether it can be ended here. */
  readonly isAdmin?: boolean;
}

/** Says that work goes on on a host, why, and what that means; and ends it. */
export function MaintenanceNotice({ host, isAdmin = false }: MaintenanceNoticeProps) {
  const client = useQueryClient();
  const ending = useMutation({
    mutationFn: () => endMaintenance(host.name),
    onSuccess: () => client.invalidateQueries({ queryKey: hostsQuery.queryKey }),
  });
  const { maintenance } = host;
  if (!maintenance) return null;
  const { reason, until, since, by } = maintenance;
  return (
    <Alert
      color="yellow"
      title="Under maintenance"
      icon={<Icon name="attention" />}
      role="status"
      style={{ overflowWrap: 'anywhere' }}
    >
      <Stack align="flex-start" gap="sm">
        <Text size="sm">{reason}</Text>
        <Text size="sm">
          Started by {by} <RelativeTime at={since} />
          {until ? (
            <>
              , ends <RelativeTime at={until} />.
            </>
          ) : (
            ', with no end time.'
          )}{' '}
          Deployments are refused meanwhile; running unikernels keep running.
        </Text>
        <ErrorAlert error={ending.error} />
        {isAdmin && (
          <Button loading={ending.isPending} onClick={() => ending.mutate()}>
            End maintenance
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
