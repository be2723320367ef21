import { Button, type ButtonProps } from '@mantine/core';
import { useId, type ReactNode } from 'react';

export type ActionButtonProps = {
  children: ReactNode;
  onClick?: () => void;
  /** Why it cannot be pressed now. The button stays in the tab order, so that the reason can be read and heard. */
  disabledBecause?: string | undefined;
  title?: string;
  busy?: boolean;
  type?: 'button' | 'submit';
  form?: string;
  look?: 'main' | 'plain' | 'danger';
  keys?: string;
};

/** A button that says why it is disabled. */
export function ActionButton(props: ActionButtonProps) {
  const {
    children,
    onClick,
    disabledBecause,
    title,
    busy = false,
    type = 'button',
    form,
    look = 'plain',
    keys,
  } = props;
  const reason = useId();
  const disabled = disabledBecause !== undefined;
  const hint = disabledBecause ?? title;
  return (
    <>
      <Button
        {...looks[look]}
        type={disabled ? 'button' : type}
        size="compact-xs"
        loading={busy}
        {...(form === undefined ? {} : { form })}
        {...(hint === undefined ? {} : { title: hint })}
        {...(keys === undefined ? {} : { 'aria-keyshortcuts': keys })}
        {...(disabled ? { 'aria-disabled': true, 'data-disabled': true, 'aria-describedby': reason } : {})}
        onClick={() => {
          if (!disabled) onClick?.();
        }}
      >
        {children}
      </Button>
      {disabled && (
        <span id={reason} className="hidden-text">
          {disabledBecause}
        </span>
      )}
    </>
  );
}

const looks = {
  main: { variant: 'filled' },
  plain: { variant: 'default' },
  danger: { variant: 'filled', color: '#a82018' },
} satisfies Record<string, ButtonProps>;
