"""What a campaign is: units, columns, activities, periods, when it is looked at, what Google's quota allows. Pure."""
