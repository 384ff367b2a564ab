import { TagsInput, type TagsInputProps } from '@mantine/core';

/** Labels of a unikernel, each as `key=value`. */
export function LabelsField(props: TagsInputProps) {
  return (
    <TagsInput
      label="Labels"
      description="Each as key=value, ended by Enter."
      placeholder="tier=web"
      clearable
      {...props}
    />
  );
}
