#ifndef SWITCHBOARD_CPHONENUMBER_H
#define SWITCHBOARD_CPHONENUMBER_H

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What sort of line a number belongs to.
enum cphonenumber_kind {
    CPHONENUMBER_GEOGRAPHIC,
    CPHONENUMBER_MOBILE,
    CPHONENUMBER_TOLL_FREE,
    CPHONENUMBER_PREMIUM_RATE,
    CPHONENUMBER_SHARED_COST,
    CPHONENUMBER_OTHER
};

/// A number as libphonenumber read it.
struct cphonenumber_reading {
    /// "+" and 1 to 15 digits, NUL at the end.
    char e164[17];
    /// Two letters, or "001" for numbers of no country; NUL at the end.
    char region[4];
    enum cphonenumber_kind kind;
    /// The number lies in a range its numbering plan has handed out. False: only its length is right.
    bool valid;
    /// It was written with "+" or with the region's own international prefix.
    bool international;
    /// Digits after the country code.
    int national_length;
};

/// Loads the metadata. Later calls cost nothing; without it the first reading pays.
void cphonenumber_warm_up(void);

/// Reads digits with an optional "+" before them; `region` says whose national form applies.
/// False, and `reading` untouched, when it is not a possible number.
bool cphonenumber_read(const char *digits, const char *region, struct cphonenumber_reading *reading);

/// Whether exactly these digits call an emergency service in the region.
bool cphonenumber_is_emergency(const char *digits, const char *region);

/// Whether the metadata has this two-letter region.
bool cphonenumber_knows_region(const char *region);

#ifdef __cplusplus
}
#endif

#endif
