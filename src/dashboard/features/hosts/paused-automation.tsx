import { Alert, Button, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { automationQuery, resumeAutomation } from '../../api/automation.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Icon } from '../../components/icons.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';

/** Says to administrators that nothing is done that nobody asks for, and why; and ends that. */
export function PausedAutomation() {
  const client = useQueryClient();
  const { data } = useQuery(automationQuery);
  const resuming = useMutation({
    mutationFn: resumeAutomation,
    onSuccess: (automation) => client.setQueryData(automationQuery.queryKey, automation),
  });
  if (!data?.paused) return null;
  return (
    <Alert
      color="yellow"
      title="Automation is paused"
      icon={<Icon name="attention" />}
      role="status"
      mb="md"
    >
      <Stack align="flex-start" gap="sm">
        <Text size="sm">
          {data.reason} Since {data.since && <RelativeTime at={data.since} />} nothing has been
          restarted automatically. If another server still manages these hosts, leave it paused.
        </Text>
        <ErrorAlert error={resuming.error} />
        <Button loading={resuming.isPending} onClick={() => resuming.mutate()}>
          Resume
        </Button>
      </Stack>
    </Alert>
  );
}
