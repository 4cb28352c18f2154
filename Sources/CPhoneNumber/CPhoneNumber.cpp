#include "CPhoneNumber.h"

#include <cstring>
#include <string>

#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumberutil.h>
#include <phonenumbers/shortnumberinfo.h>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;
using i18n::phonenumbers::ShortNumberInfo;

namespace {

const PhoneNumberUtil &util() { return *PhoneNumberUtil::GetInstance(); }

// Never destroyed: other threads may still read while the process exits.
const ShortNumberInfo &short_numbers() {
    static const ShortNumberInfo *const info = new ShortNumberInfo();
    return *info;
}

bool is_region(const std::string &region) { return region.size() == 2 || region == "001"; }

cphonenumber_kind kind_of(PhoneNumberUtil::PhoneNumberType type) {
    switch (type) {
    case PhoneNumberUtil::FIXED_LINE:
    case PhoneNumberUtil::FIXED_LINE_OR_MOBILE:
        return CPHONENUMBER_GEOGRAPHIC;
    case PhoneNumberUtil::MOBILE:
        return CPHONENUMBER_MOBILE;
    case PhoneNumberUtil::TOLL_FREE:
        return CPHONENUMBER_TOLL_FREE;
    case PhoneNumberUtil::PREMIUM_RATE:
        return CPHONENUMBER_PREMIUM_RATE;
    case PhoneNumberUtil::SHARED_COST:
        return CPHONENUMBER_SHARED_COST;
    default:
        return CPHONENUMBER_OTHER;
    }
}

std::string region_of(const PhoneNumber &number) {
    std::string region;
    util().GetRegionCodeForNumber(number, &region);
    if (region == "ZZ" || !is_region(region)) {
        util().GetRegionCodeForCountryCode(number.country_code(), &region);
    }
    return region;
}

// Italy's numbers begin with 0 and keep it; in most plans none does, so "0000000000" is nobody's number.
bool plan_has_leading_zeros(const std::string &region) {
    PhoneNumber example;
    return (util().GetExampleNumberForType(region, PhoneNumberUtil::FIXED_LINE, &example) &&
            example.italian_leading_zero()) ||
           (util().GetExampleNumberForType(region, PhoneNumberUtil::MOBILE, &example) &&
            example.italian_leading_zero());
}

// Exchanges stop listening once they have a whole number: a premium-rate number with a digit too many
// still reaches the premium-rate service. So a number in no known range takes the country of the whole number it
// begins with, and that number's kind where it costs more than a call.
void judge_by_beginning(PhoneNumber number, int national_length, std::string *region, cphonenumber_kind *kind) {
    const int shortest = 4;
    for (int length = national_length - 1; length >= shortest; --length) {
        number.set_national_number(number.national_number() / 10);
        const PhoneNumberUtil::PhoneNumberType type = util().GetNumberType(number);
        if (type == PhoneNumberUtil::UNKNOWN) {
            continue;
        }
        const cphonenumber_kind beginning = kind_of(type);
        *region = region_of(number);
        if (beginning == CPHONENUMBER_PREMIUM_RATE || beginning == CPHONENUMBER_SHARED_COST) {
            *kind = beginning;
        }
        return;
    }
}

bool read(const std::string &digits, const std::string &default_region, cphonenumber_reading *reading) {
    PhoneNumber number;
    if (util().ParseAndKeepRawInput(digits, default_region, &number) != PhoneNumberUtil::NO_PARSING_ERROR) {
        return false;
    }
    // IsPossibleNumber would let numbers through that can only be dialled inside their own town.
    if (util().IsPossibleNumberWithReason(number) != PhoneNumberUtil::IS_POSSIBLE) {
        return false;
    }
    const bool international =
        number.country_code_source() == PhoneNumber::FROM_NUMBER_WITH_PLUS_SIGN ||
        number.country_code_source() == PhoneNumber::FROM_NUMBER_WITH_IDD;
    // Nobody's number, and the one that Format answers with the raw input.
    if (number.national_number() == 0) {
        return false;
    }

    std::string e164, national;
    util().Format(number, PhoneNumberUtil::E164, &e164);
    util().GetNationalSignificantNumber(number, &national);
    std::string region = region_of(number);
    // The test of IsValidNumber, which would look all of it up again.
    const PhoneNumberUtil::PhoneNumberType type = util().GetNumberType(number);
    const bool valid = type != PhoneNumberUtil::UNKNOWN;
    cphonenumber_kind kind = kind_of(type);
    if (!valid) {
        if (number.italian_leading_zero() && !plan_has_leading_zeros(region)) {
            return false;
        }
        judge_by_beginning(number, static_cast<int>(national.size()), &region, &kind);
    }
    if (!is_region(region) || e164.size() < 2 || e164.size() >= sizeof reading->e164 || e164[0] != '+' ||
        e164.find_first_not_of("0123456789", 1) != std::string::npos) {
        return false;
    }
    std::memcpy(reading->e164, e164.c_str(), e164.size() + 1);
    std::memcpy(reading->region, region.c_str(), region.size() + 1);
    reading->kind = kind;
    reading->valid = valid;
    reading->international = international;
    reading->national_length = static_cast<int>(national.size());
    return true;
}

} // namespace

// Nothing thrown in C++ may reach Swift.

void cphonenumber_warm_up(void) {
    try {
        util();
        short_numbers();
    } catch (...) {
    }
}

bool cphonenumber_read(const char *digits, const char *region, struct cphonenumber_reading *reading) {
    try {
        return read(digits, region, reading);
    } catch (...) {
        return false;
    }
}

bool cphonenumber_is_emergency(const char *digits, const char *region) {
    try {
        return short_numbers().IsEmergencyNumber(digits, region);
    } catch (...) {
        return false;
    }
}

bool cphonenumber_knows_region(const char *region) {
    try {
        return std::strlen(region) == 2 && util().GetCountryCodeForRegion(region) != 0;
    } catch (...) {
        return false;
    }
}
