import { ActionIcon, type MantineColorScheme, Tooltip, useMantineColorScheme } from '@mantine/core';
import { Icon, type IconName } from '../components/icons.tsx';

const schemes: Readonly<
  Record<MantineColorScheme, { label: string; icon: IconName; next: MantineColorScheme }>
> = {
  auto: { label: 'System colours', icon: 'auto', next: 'light' },
  light: { label: 'Light colours', icon: 'light', next: 'dark' },
  dark: { label: 'Dark colours', icon: 'dark', next: 'auto' },
};

/** Changes between light, dark, and what the system has. */
export function SchemeControl() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { label, icon, next } = schemes[colorScheme];
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="var(--mantine-color-text)"
        size="lg"
        aria-label={`${label}; change`}
        onClick={() => setColorScheme(next)}
      >
        <Icon name={icon} />
      </ActionIcon>
    </Tooltip>
  );
}
