// Short messages above the desk, newest last.

import { create } from 'zustand';
import type { ToastProps } from '../ui/Toast.tsx';

export interface ToastEntry {
  readonly id: number;
  readonly kind: ToastProps['kind'];
  readonly title: string;
  readonly words: string;
}

const SHOWN_MAX = 4;
const SHOWN_MS = 5_000;
let lastId = 0;

export const toastStore = create<{ readonly toasts: readonly ToastEntry[] }>(() => ({
  toasts: [],
}));

/** Good news goes after some seconds; doubt and bad news stay until closed or pushed out. */
export function addToast(toast: Omit<ToastEntry, 'id'>): void {
  lastId += 1;
  const id = lastId;
  const { toasts } = toastStore.getState();
  // What is said twice is shown once, as the newest.
  const others = toasts.filter(
    ({ title, words }) => title !== toast.title || words !== toast.words,
  );
  toastStore.setState({ toasts: [...others, { ...toast, id }].slice(-SHOWN_MAX) });
  if (toast.kind !== 'info' && toast.kind !== 'good') return;
  setTimeout(() => {
    closeToast(id);
  }, SHOWN_MS);
}

export function closeToast(id: number): void {
  toastStore.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}
