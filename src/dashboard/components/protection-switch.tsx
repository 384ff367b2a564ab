import { Stack, Switch } from '@mantine/core';
import { ErrorAlert } from './error-alert.tsx';

interface ProtectionSwitchProps {
  readonly isOn: boolean;
  /** What it keeps from happening, as a sentence. */
  readonly description: string;
  readonly pending: boolean;
  readonly error: unknown;
  onChange(deletionProtection: boolean): void;
}

/** Protects something from its deletion, or lifts that. */
export function ProtectionSwitch(props: ProtectionSwitchProps) {
  const { isOn, description, pending, error, onChange } = props;
  return (
    <Stack gap="xs">
      <Switch
        label="Deletion protection"
        description={description}
        checked={isOn}
        disabled={pending}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <ErrorAlert error={error} />
    </Stack>
  );
}
