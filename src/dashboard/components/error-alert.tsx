import { Alert, Button, Code, Group, List, Stack, Text } from '@mantine/core';
import { ProblemError } from '../api/problem-error.ts';
import { withLocalTimes } from '../format/times.ts';
import { Icon } from './icons.tsx';

interface ErrorAlertProps {
  /** What was thrown; nothing is shown where it is null. */
  readonly error: unknown;
  /** Tries again what failed. */
  readonly onRetry?: (() => void) | undefined;
  readonly retrying?: boolean;
}

/**
 * What went wrong, in the server's words, and what to do. Put it where the act was begun. What the
 * server's log knows it by is said only where it takes the log.
 */
export function ErrorAlert({ error, onRetry, retrying = false }: ErrorAlertProps) {
  if (error === null || error === undefined) return null;
  const { title, detail, status, requestId, errors } = explain(error);
  return (
    <Alert color="red" title={title} icon={<Icon name="attention" />} role="alert">
      <Stack gap="xs" align="flex-start">
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {withLocalTimes(detail)}
        </Text>
        {errors.length > 0 && (
          <List size="sm">
            {errors.map(({ path, message }) => (
              <List.Item key={path}>
                {path}: {message}
              </List.Item>
            ))}
          </List>
        )}
        <Group gap="sm">
          {onRetry && (
            <Button size="xs" variant="default" onClick={onRetry} loading={retrying}>
              Try again
            </Button>
          )}
          {requestId && status >= 500 && (
            <Text size="xs">
              Request <Code>{requestId}</Code>
            </Text>
          )}
        </Group>
      </Stack>
    </Alert>
  );
}

function explain(error: unknown) {
  if (error instanceof ProblemError) return error;
  const detail = 'This is a bug in the page. Reload it; if that does not help, please report it.';
  const title = 'Something went wrong here';
  return { title, detail, status: 0, requestId: null, errors: [] };
}
