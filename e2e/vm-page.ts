// The page of a VM as its parts are named, for tests that change registers there.
import type { Page } from '@playwright/test';

export const LAB = 'lab:6.12:max';
export const ISAR0 = '0x603000000013c030';

export const panel = (page: Page) => page.getByRole('complementary', { name: /^Register / });
export const tray = (page: Page) => page.getByRole('region', { name: 'Plan', exact: true });
export const button = (page: Page, name: RegExp) => tray(page).getByRole('button', { name });
export const table = (page: Page) => page.getByRole('grid', { name: 'Registers' });
export const place = (host: string, vm: string, search = '') => `/hosts/${host}/vms/${vm}${search}`;
