"""Dates in Russian: months after a day are in the genitive."""

DATE_FORMAT = "j E Y"
DATETIME_FORMAT = "j E Y, H:i"
TIME_FORMAT = "H:i"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j E"
SHORT_DATE_FORMAT = "j E"
SHORT_DATETIME_FORMAT = "j E, H:i"
