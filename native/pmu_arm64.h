/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REGSCOPE_PMU_ARM64_H
#define REGSCOPE_PMU_ARM64_H

/* The number of one of the host's PMUs, for KVM_ARM_VCPU_PMU_V3_SET_PMU; -1 where there is none. */
int first_pmu(void);

#endif
