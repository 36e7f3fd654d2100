// Every way in which books are damaged.
import type { Mutation } from "./mutation.ts";
import { mutationsOfGoods } from "./of-goods.ts";
import { mutationsOfOrders } from "./of-orders.ts";
import { mutationsOfPayments } from "./of-payments.ts";
import { mutationsOfProviderRows } from "./of-provider-rows.ts";
import { mutationsOfVouchers } from "./of-vouchers.ts";

export const mutations: readonly Mutation[] = [
  ...mutationsOfOrders,
  ...mutationsOfPayments,
  ...mutationsOfProviderRows,
  ...mutationsOfVouchers,
  ...mutationsOfGoods,
];
