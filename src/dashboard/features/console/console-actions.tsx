import { Button, Group, Switch } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Icon } from '../../components/icons.tsx';
import { saveText } from '../../components/save-text.ts';
import type { ConsoleLog } from './console-log.ts';

interface ConsoleActionsProps {
  readonly name: string;
  readonly log: ConsoleLog;
  readonly withTimes: boolean;
  onTimesChange(withTimes: boolean): void;
}

/** What can be done with all lines of a console; they are taken as they are shown. */
export function ConsoleActions({ name, log, withTimes, onTimesChange }: ConsoleActionsProps) {
  const clipboard = useClipboard();
  const copied = clipboard.error
    ? 'Copying is blocked: download it instead'
    : clipboard.copied && 'Copied';
  return (
    <Group gap="sm">
      <Switch
        label="Times"
        checked={withTimes}
        onChange={({ currentTarget }) => onTimesChange(currentTarget.checked)}
      />
      <Button
        variant="default"
        leftSection={<Icon name={clipboard.copied ? 'done' : 'copy'} size={16} />}
        onClick={() => clipboard.copy(textOf(log, withTimes))}
      >
        <span aria-live="polite">{copied || 'Copy'}</span>
      </Button>
      <Button
        variant="default"
        leftSection={<Icon name="download" size={16} />}
        onClick={() => saveText(`${name}-console.txt`, textOf(log, withTimes))}
      >
        Download
      </Button>
    </Group>
  );
}

function textOf(log: ConsoleLog, withTimes: boolean): string {
  return log
    .view()
    .lines.map(({ timestamp, text }) => `${withTimes ? `${timestamp} ${text}` : text}\n`)
    .join('');
}
