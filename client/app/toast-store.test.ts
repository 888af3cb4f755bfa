// Toasts: good news goes by itself, bad news stays, nothing stands twice, few at a time.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { addToast, closeToast, toastStore } from './toast-store.ts';

const titles = () => toastStore.getState().toasts.map(({ title }) => title);
const A_MINUTE_MS = 60_000;

describe('toasts', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    toastStore.setState({ toasts: [] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('lets good news go and keeps doubt and bad news', () => {
    addToast({ kind: 'good', title: 'filled', words: '' });
    addToast({ kind: 'doubt', title: 'unknown', words: '' });
    addToast({ kind: 'bad', title: 'rejected', words: '' });
    expect(titles()).toEqual(['filled', 'unknown', 'rejected']);
    vi.advanceTimersByTime(A_MINUTE_MS);
    expect(titles()).toEqual(['unknown', 'rejected']);
  });

  it('shows what is said twice once, as the newest', () => {
    addToast({ kind: 'bad', title: 'stop', words: 'soon' });
    addToast({ kind: 'bad', title: 'other', words: '' });
    addToast({ kind: 'bad', title: 'stop', words: 'soon' });
    expect(titles()).toEqual(['other', 'stop']);
    addToast({ kind: 'bad', title: 'stop', words: 'later' });
    expect(titles()).toEqual(['other', 'stop', 'stop']);
  });

  it('shows four at most and closes one by its id', () => {
    for (const title of ['a', 'b', 'c', 'd', 'e']) addToast({ kind: 'bad', title, words: '' });
    expect(titles()).toEqual(['b', 'c', 'd', 'e']);
    closeToast(toastStore.getState().toasts[1]!.id);
    expect(titles()).toEqual(['b', 'd', 'e']);
  });
});
