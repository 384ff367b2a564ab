import { Alert, Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type UnikernelPlace, unikernelDeploymentsQuery } from '../../api/unikernel.ts';
import { Icon } from '../../components/icons.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';

/** Says that a deployment is under way, and leads to its steps further down. */
export function DeploymentNotice(place: UnikernelPlace) {
  const [newest] = useQuery(unikernelDeploymentsQuery(place)).data?.data ?? [];
  if (newest?.finishedAt !== null) return null;
  return (
    <Alert color="blue" title="Deployment in progress" icon={<Icon name="deploy" />} role="status">
      Started <RelativeTime at={newest.startedAt} /> by {newest.by.account}.{' '}
      <Anchor href="#deployments" inherit c="inherit" underline="always">
        Show its steps
      </Anchor>
    </Alert>
  );
}
